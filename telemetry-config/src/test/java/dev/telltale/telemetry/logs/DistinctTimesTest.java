package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.Backoff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DistinctTimesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.999999999Z");
  private static final int THREADS = 4;
  private static final int EACH = 10_000;
  private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));

  @TempDir Path folder;
  private final Logger logger = new LoggerContext().getLogger("Checkout");
  private final DistinctTimes times = new DistinctTimes();

  DistinctTimesTest() {
    times.start();
  }

  @Test
  void sameTimeAgain_isANanosecondLater() {
    assertThat(times(NOON, NOON, NOON))
        .containsExactly(NOON, NOON.plusNanos(1), NOON.plusNanos(2))
        .last()
        .isEqualTo(Instant.parse("2026-11-21T12:00:01.000000001Z"));
  }

  @Test
  void another_isLeftAsItIs_alsoWhenTheClockWasSetBack() {
    Instant before = NOON.minusSeconds(3600);
    assertThat(times(NOON, before, before, NOON.plusNanos(1)))
        .containsExactly(NOON, before, before.plusNanos(1), NOON.plusNanos(1));
  }

  @Test
  void ofManyThreads_noTwoAreTheSame() throws Exception {
    Set<Instant> all = ConcurrentHashMap.newKeySet();
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<Void> one =
          () -> {
            for (int i = 0; i < EACH; i++) {
              if (i % 100 == 0) {
                together.await(20, TimeUnit.SECONDS);
              }
              LoggingEvent event = event(NOON.plusNanos(i * (THREADS + 1L)));
              times.doAppend(event);
              all.add(event.getInstant());
            }
            return null;
          };
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, one))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(all).size().isEqualTo(THREADS * EACH);
  }

  @Test
  void lineOfTheFileAndOfStandardOutput_haveTheSameTimeAndNoOtherLineHasIt() throws Exception {
    Path file = folder.resolve("service.jsonl");
    try (StandardOutput output = new StandardOutput()) {
      LogsConfig config = new LogsConfig(LogFormat.JSON, LogLevel.INFO, file);
      LogLines lines = LogLines.start(config, "checkout", "node-1", SOON, InstantSource.system());
      Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.callAppenders(event(NOON));
      root.callAppenders(event(NOON));
      lines.close();
      List<Object> written = timestamps(Files.readString(file));
      assertThat(written)
          .containsExactly("2026-11-21T12:00:00.999999999Z", "2026-11-21T12:00:01.000000000Z");
      assertThat(timestamps(output.text())).isEqualTo(written);
    }
  }

  private static List<Object> timestamps(String lines) {
    return StandardOutput.parse(lines).stream().map(line -> line.get("@timestamp")).toList();
  }

  private List<Instant> times(Instant... of) {
    return List.of(of).stream()
        .map(
            at -> {
              LoggingEvent event = event(at);
              times.doAppend(event);
              return event.getInstant();
            })
        .toList();
  }

  private LoggingEvent event(Instant at) {
    LoggingEvent event = new LoggingEvent("", logger, Level.INFO, "paid", null, null);
    event.setMDCPropertyMap(Map.of());
    event.setInstant(at);
    return event;
  }
}
