package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.logs.LogLines;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of an outage during which somebody sets the clock. */
class DeliveryNewsTest {
  private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));

  private final StandardOutput output = new StandardOutput();
  private final LogLines lines =
      LogLines.start(
          new LogsConfig(LogFormat.JSON, LogLevel.INFO, null),
          "checkout",
          "node-1",
          SOON,
          InstantSource.system());
  private Instant now = Instant.parse("2026-11-21T09:00:00Z");
  private long nanos;
  private final DeliveryNews news =
      new DeliveryNews(
          Signal.TRACES, "http://c:4317", () -> now, () -> nanos, () -> LedgerCounts.NONE);

  @AfterEach
  void restore() {
    lines.close();
    output.close();
  }

  @Test
  void clockSetBackDuringAnOutage_durationsAreThoseOfTheOutage() {
    news.failed("connection refused", true);
    nanos += Duration.ofSeconds(40).toNanos();
    now = now.minusSeconds(3560);
    news.isBack();
    nanos += Duration.ofSeconds(2).toNanos();
    now = now.plusSeconds(3602);
    news.caughtUp();
    assertThat(output.lines())
        .containsExactly(
            "WARN telemetry: traces: http://c:4317 down since 09:00:00 (connection refused);"
                + " spooling",
            "INFO telemetry: traces: http://c:4317 back after 40 s: 0 spans replayed in 2 s, 0"
                + " dropped");
  }

  @Test
  void clockSetBackWhileInMemory_durationIsThatOfTheTrouble() {
    news.inMemory("no space left on device");
    nanos += Duration.ofSeconds(30).toNanos();
    now = now.minusSeconds(3570);
    news.onDisk();
    assertThat(output.lines()).endsWith("INFO telemetry: traces: spool: on disk again after 30 s");
  }
}
