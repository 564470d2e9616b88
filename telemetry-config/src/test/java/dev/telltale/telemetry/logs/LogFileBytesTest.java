package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.KeyValuePair;

/** The buffer of a line is used again for the next: no line has bytes of another one. */
class LogFileBytesTest {
  private static final int THREADS = 4;
  private static final int LINES = 300;

  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext();
  private LogFile file;

  @BeforeEach
  void start() {
    file =
        new LogFile(
            path(),
            new FileLimits(1L << 30, 1L << 30),
            JsonLines.encoder(context, "shop", "shop-1"),
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(50)),
            InstantSource.system());
    file.setContext(context);
    file.start();
  }

  @AfterEach
  void stop() {
    file.stop();
  }

  @Test
  void shortAfterLong() throws IOException {
    file.doAppend(event("x".repeat(7_000)));
    file.doAppend(event("short"));
    file.doAppend(event("y".repeat(20_000)));
    file.doAppend(event(""));
    assertThat(messages()).containsExactly("x".repeat(7_000), "short", "y".repeat(20_000), "");
  }

  @Test
  void lineThatCouldNotBeMade_leavesNothingBehind() throws IOException {
    LoggingEvent broken =
        new LoggingEvent("", context.getLogger("Checkout"), Level.INFO, "z", null, null) {
          @Override
          public String getFormattedMessage() {
            return "z".repeat(8_100); // so much that a part of it is in the buffer
          }

          @Override
          public List<KeyValuePair> getKeyValuePairs() {
            throw new IllegalStateException("as an event of a library might");
          }
        };
    broken.setMDCPropertyMap(Map.of());
    file.doAppend(broken);
    file.doAppend(event("next"));
    assertThat(messages()).containsExactly("next");
    assertThat(file.lines()).isEqualTo(new LineCounts(1, 1));
  }

  @Test
  void lineWithinALine_isNotMixedIntoIt() throws IOException {
    LoggingEvent outer = event("outer");
    Object logs =
        new Object() {
          @Override
          public String toString() {
            file.doAppend(event("inner"));
            return "value";
          }
        };
    outer.setKeyValuePairs(List.of(new KeyValuePair("logs", logs)));
    file.doAppend(event("before"));
    file.doAppend(outer);
    assertThat(messages()).containsExactly("before", "outer");
    assertThat(file.lines()).isEqualTo(new LineCounts(2, 1)); // the encoder takes one at a time
  }

  @Test
  void manyThreads_eachLineWhole() throws Exception {
    CountDownLatch ready = new CountDownLatch(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(
                  thread ->
                      threads.submit(
                          () -> {
                            ready.countDown();
                            ready.await();
                            for (int i = 0; i < LINES; i++) {
                              file.doAppend(event(message(thread, i)));
                            }
                            return null;
                          }))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(messages())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, THREADS * LINES)
                .mapToObj(i -> message(i % THREADS, i / THREADS))
                .toList());
    assertThat(file.lines()).isEqualTo(new LineCounts(THREADS * LINES, 0));
  }

  private static String message(int thread, int number) {
    return (thread + ":" + number + " ").repeat(1 + number * 7 % 200 * (number % 17 == 0 ? 8 : 1));
  }

  private List<Object> messages() throws IOException {
    return StandardOutput.parse(Files.readString(path())).stream()
        .map(line -> line.get("message"))
        .toList();
  }

  private LoggingEvent event(String message) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("Checkout"), Level.INFO, message, null, null);
    event.setMDCPropertyMap(Map.of());
    return event;
  }

  private Path path() {
    return folder.resolve("lines.jsonl");
  }
}
