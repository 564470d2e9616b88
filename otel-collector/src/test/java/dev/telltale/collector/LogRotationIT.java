package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.config.TelemetryConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our library rotates its log file several times a second while the Collector is up, is killed, is
 * down and is back: each line comes out.
 */
class LogRotationIT {
  private static final Logger log = LoggerFactory.getLogger("test");
  private static final Pattern NUMBERED = Pattern.compile("line \\d+");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path temp;
  private final PrintStream before = System.out;

  @BeforeEach
  void keepQuiet() { // the lines also go to standard output
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(before);
  }

  @Test
  void eachLineComesOut_onceUnlessTheCollectorWasKilled() throws Exception {
    Backends backends = Backends.onFreePorts();
    OurCollector collector = OurCollector.on("local.yaml", temp, backends.variables());
    Path file = collector.nodeLog("node.jsonl");
    try (FarSide far = backends.start();
        Telemetry telemetry = Telemetry.start(rotating(file), new ServiceIdentity("node-a", null));
        Load load = new Load()) {
      try (OurCollector stopped = collector.start()) {
        await().atMost(LONG).until(() -> far.logs().count() > 2_000);
      }
      long whenItWasDown = load.written();
      await().atMost(LONG).until(() -> load.written() > whenItWasDown + 2_000);
      try (OurCollector killed = collector.start()) {
        await().atMost(LONG).until(() -> far.logs().count() > whenItWasDown + 3_000);
        assertTwiceAtMost(far, 0);
        killed.process().kill();
      }
      long whenItWasKilled = load.written();
      await().atMost(LONG).until(() -> load.written() > whenItWasKilled + 2_000);
      try (OurCollector last = collector.start()) {
        await().atMost(LONG).until(() -> far.logs().count() > whenItWasKilled + 3_000);
        load.close();
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(numbered(far).size()).isEqualTo(load.written()));
        assertThat(telemetry.status().logs().lines().notWritten()).isZero();
        assertTwiceAtMost(far, 2_000); // one batch on its way, when it was killed
        assertThat(last.process().alive()).isTrue();
      }
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files.count()).isGreaterThan(20);
      }
    }
  }

  /** What a node left in the middle of a line that it never finished does not come out. */
  @Test
  void halfLineOfANodeThatDied_spoilsNothing() throws Exception {
    Backends backends = Backends.onFreePorts();
    OurCollector collector = OurCollector.on("local.yaml", temp, backends.variables());
    Path file = collector.nodeLog("node.jsonl");
    try (FarSide far = backends.start();
        OurCollector started = collector.start()) {
      try (Telemetry first = Telemetry.start(rotating(file), new ServiceIdentity("node-a", null))) {
        for (int i = 0; i < 10; i++) {
          log.info("line {}", i);
        }
      }
      Files.writeString(file, "{\"@timestamp\":\"2026-11-21T0", StandardOpenOption.APPEND);
      await().atMost(LONG).until(() -> far.logs().count() == 10);
      await() // longer than a Collector waits by default for the rest of a line
          .during(Duration.ofMillis(1_500))
          .until(() -> far.logs().count() == 10);
      try (Telemetry next = Telemetry.start(rotating(file), new ServiceIdentity("node-a", null))) {
        log.info("line 10");
      }
      await().atMost(LONG).until(() -> numbered(far).size() == 11);
      assertThat(far.logs().map(each -> each.getBody().getStringValue()))
          .allMatch(
              body -> NUMBERED.matcher(body).matches() || body.startsWith("telemetry: logs: "));
      assertTwiceAtMost(far, 0);
    }
  }

  private static void assertTwiceAtMost(FarSide far, long limit) {
    Map<String, Long> numbered = numbered(far);
    long all = numbered.values().stream().mapToLong(Long::longValue).sum();
    assertThat(all - numbered.size()).as("lines that came out twice").isLessThanOrEqualTo(limit);
  }

  /** How often each line came out. */
  private static Map<String, Long> numbered(FarSide far) {
    return far.logs()
        .map(each -> each.getBody().getStringValue())
        .filter(body -> NUMBERED.matcher(body).matches())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private TelemetryConfig rotating(Path file) throws IOException, ConfigException {
    TelemetryConfig defaults =
        TelemetryConfig.load(Files.writeString(temp.resolve("config.toml"), ""));
    return new TelemetryConfig(
        defaults.traces(),
        defaults.metrics(),
        new LogsConfig(LogFormat.JSON, LogLevel.INFO, file, 1 << 16, 1 << 30, null),
        defaults.resource(),
        defaults.spool());
  }

  /** A thousand lines a second, until it is closed. */
  private static final class Load implements AutoCloseable {
    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::write, "load");

    Load() {
      thread.start();
    }

    long written() {
      return written.get();
    }

    private void write() {
      try {
        while (!closed.await(10, TimeUnit.MILLISECONDS)) {
          for (int i = 0; i < 10; i++) {
            log.info("line {}", written.get());
            written.incrementAndGet();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws InterruptedException {
      closed.countDown();
      thread.join();
    }
  }
}
