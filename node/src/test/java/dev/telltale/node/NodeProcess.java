package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, which can be killed; what it prints is kept in a file. */
final class NodeProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path printed;
  final Http http;

  NodeProcess(Path file) throws IOException {
    printed = Files.createTempFile(file.getParent(), "printed", ".txt");
    Matcher api =
        Pattern.compile("\\[http_api]\\s+bind_address = \"(.*)\"").matcher(Files.readString(file));
    http = new Http(URI.create("http://" + (api.find() ? api.group(1) : "127.0.0.1:8900")));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
  }

  NodeProcess awaitReady() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              assertThat(process.isAlive()).as(printed()).isTrue();
              return http.get("/health/ready").statusCode() == 200;
            });
    return this;
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 9);
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int awaitExit(Duration limit) throws Exception {
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)).as(printed()).isTrue();
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  String printed() throws IOException {
    return Files.readString(printed);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
