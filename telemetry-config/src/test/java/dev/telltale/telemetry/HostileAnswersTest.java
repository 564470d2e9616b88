package dev.telltale.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.RawServer;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer slowly, endlessly, elsewhere or nonsense: whatever waits goes on waiting. */
class HostileAnswersTest {
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  static Stream<String> starts() {
    return Stream.of(
        "", // not even a status
        "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("starts")
  void aByteASecond_endsWithTheTimeOut(String start) throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (in, out) -> {
              out.write(start.getBytes(US_ASCII));
              byte[] slowly = (start.isEmpty() ? "HTTP/1.1 200 OK\r\nX: " : "").getBytes(US_ASCII);
              for (int i = 0; ; i++) {
                out.write(i < slowly.length ? slowly[i] : 'x');
                out.flush();
                if (end.await(200, TimeUnit.MILLISECONDS)) {
                  return;
                }
              }
            })) {
      assertKept(server, false, "no answer within 0.5 s");
      end.countDown();
    }
  }

  @Test
  void grpcServerThatDripsItsSettings_endsWithTheTimeOut() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    try (RawServer server =
        new RawServer(
            (in, out) -> {
              do {
                out.write(settings); // each a frame that says nothing
                out.flush();
              } while (!end.await(200, TimeUnit.MILLISECONDS));
            })) {
      assertKept(server, true, "no answer within 0.5 s");
      end.countDown();
    }
  }

  @Test
  void endlessAnswer_isReadNoFurtherThanFourMebibytes() throws IOException {
    try (RawServer server =
        new RawServer(
            (in, out) -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
              byte[] part = new byte[64 * 1024];
              while (true) {
                out.write(part);
              }
            })) {
      assertKept(server, false, "expected an answer of at most 4 MiB, found more");
    }
  }

  @Test
  void gzipBomb_isNotUnpacked() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 256; i++) {
        gzip.write(new byte[1024 * 1024]);
      }
    }
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n";
    try (RawServer server =
            new RawServer(
                (in, out) -> {
                  out.write(head.getBytes(US_ASCII));
                  bomb.writeTo(out);
                  out.flush();
                  while (in.read() >= 0) {}
                });
        Telemetry telemetry = Configs.tracesTo(false, server.url("/v1/traces")).start()) {
      Emit.spans(telemetry, "task.sync", 1);
      await().until(() -> telemetry.status().traces().counts().delivered() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"301 Moved Permanently", "302 Found", "307 Temporary Redirect"})
  void redirect_isNotFollowed(String status) throws IOException {
    try (OtlpReceiver elsewhere = OtlpReceiver.http();
        RawServer server =
            new RawServer(
                (in, out) -> {
                  String answer =
                      "HTTP/1.1 "
                          + status
                          + "\r\nConnection: close\r\nContent-Length: 0\r\nLocation: "
                          + elsewhere.endpoint()
                          + "\r\n\r\n";
                  out.write(answer.getBytes(US_ASCII));
                  out.flush();
                  while (in.read() >= 0) {}
                })) {
      assertKept(server, false, "HTTP " + status.substring(0, 3));
      assertThat(elsewhere.requestHeaders()).isEmpty();
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void nonsense_isKept(boolean grpc) throws IOException {
    Random random = new Random(5);
    try (RawServer server =
        new RawServer(
            (in, out) -> {
              byte[] nonsense = new byte[random.nextInt(2000)];
              random.nextBytes(nonsense);
              out.write(nonsense);
            })) {
      assertKept(server, grpc, null);
    }
  }

  private void assertKept(RawServer server, boolean grpc, String why) throws IOException {
    Configs configs = Configs.tracesTo(grpc, server.url(grpc ? "" : "/v1/traces"));
    if (String.valueOf(why).startsWith("no answer")) {
      configs.timeout = Duration.ofMillis(500);
    }
    try (Telemetry telemetry = configs.start()) {
      Emit.spans(telemetry, "task.sync", 1);
      await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
      if (why != null) {
        await().until(() -> why.equals(telemetry.status().traces().why()));
      }
      await().until(() -> server.connections() > 2); // it goes on trying
      assertThat(telemetry.status().traces().counts()).isEqualTo(Books.of(1, 0));
      assertThat(telemetry.close(Duration.ofSeconds(5)).traces()).isEqualTo(Books.of(1, 0));
    }
    assertThat(output.text().lines().filter(line -> line.contains("telemetry: traces"))).hasSize(2);
    assertThat(output.text()).doesNotContain("stack_trace");
  }
}
