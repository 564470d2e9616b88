package dev.telltale.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.ReceivedSpan;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, run as one, with what it depends on and nothing else. */
class ShopIT {
  private static final Path JAR = Path.of("target/shop.jar").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void oneOrder_isASpanALogLineAndANumber() throws Exception {
    URI page = URI.create("http://127.0.0.1:" + freePort() + "/metrics");
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      String toml =
          Files.readString(Path.of("shop.toml"))
              .replace("http://127.0.0.1:4317", receiver.endpoint().toString())
              .replace("127.0.0.1:9464", page.getAuthority());
      Process shop = start(Files.writeString(folder.resolve("shop.toml"), toml));
      try (Writer orders = shop.outputWriter()) {
        orders.write("tea\n");
        orders.flush();
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(
                () -> {
                  assertThat(get(page)).containsPattern("shop_sold_total(\\{})? 1");
                  // What is not there when the shop closes waits in its spool for the next start.
                  assertThat(receiver.spanNames()).isNotEmpty();
                });
      }
      assertThat(shop.waitFor(60, TimeUnit.SECONDS)).isTrue();

      String printed = Files.readString(folder.resolve("printed"));
      assertThat(shop.exitValue()).as(printed).isZero();
      assertThat(receiver.spanNames()).containsExactly("order.sell");
      ReceivedSpan span = receiver.spans().get(0);
      assertThat(span.resource()).containsEntry("service.name", "shop");
      List<Map<String, Object>> lines =
          StandardOutput.parse(Files.readString(folder.resolve("shop.jsonl")));
      assertThat(lines)
          .filteredOn(line -> "sold tea".equals(line.get("message")))
          .singleElement()
          .satisfies(line -> assertThat(line).containsEntry("trace_id", span.traceId()));
    }
  }

  private Process start(Path toml) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                toml.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed").toFile());
    java.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    return java.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String get(URI page) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
        .body();
  }
}
