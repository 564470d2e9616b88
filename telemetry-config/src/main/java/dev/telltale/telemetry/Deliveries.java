package dev.telltale.telemetry;

import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.TelemetryConfig;
import dev.telltale.telemetry.otlp.OtlpSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The signals that go out by OTLP, each with its own spool and its own books. */
final class Deliveries {
  private static final Duration LAST_STEPS = Duration.ofMillis(500);

  private final Map<Signal, OtlpSignal> signals = new EnumMap<>(Signal.class);

  static Deliveries start(TelemetryConfig config, Timing timing) {
    Deliveries deliveries = new Deliveries();
    if (config.traces().enabled()) {
      deliveries.start(Signal.TRACES, config.traces().otlp(), config, timing);
    }
    OtlpConfig metrics = config.metrics().push();
    if (config.metrics().enabled() && metrics != null) {
      deliveries.start(Signal.METRICS, metrics, config, timing);
    }
    OtlpConfig logs = config.logs().push();
    if (logs != null) {
      deliveries.start(Signal.LOGS, logs, config, timing);
    }
    return deliveries;
  }

  private void start(Signal signal, OtlpConfig otlp, TelemetryConfig config, Timing timing) {
    signals.put(
        signal, OtlpSignal.start(signal, otlp, config.spool(), timing.delivery(), timing.clock()));
  }

  @Nullable OtlpSignal of(Signal signal) {
    return signals.get(signal);
  }

  /** One moment of the books of each. */
  Map<Signal, LedgerCounts> ledgers() {
    Map<Signal, LedgerCounts> counts = new EnumMap<>(Signal.class);
    signals.forEach((signal, delivery) -> counts.put(signal, delivery.counts()));
    return counts;
  }

  /** What waits of each takes. */
  Map<Signal, Long> spoolBytes() {
    Map<Signal, Long> bytes = new EnumMap<>(Signal.class);
    signals.forEach((signal, delivery) -> bytes.put(signal, delivery.spoolBytes()));
    return bytes;
  }

  /**
   * Closes all of them at the same time, so that one collector that is silent takes no time from
   * the others.
   *
   * @return the last counts of each
   */
  Map<Signal, LedgerCounts> close(Duration limit) {
    Map<Signal, LedgerCounts> last = new ConcurrentHashMap<>();
    List<Thread> closing = new ArrayList<>();
    signals.forEach(
        (signal, delivery) -> {
          Thread thread =
              new Thread(
                  () -> last.put(signal, delivery.close(limit)),
                  "telemetry-" + signal.label() + "-close");
          thread.setDaemon(true);
          thread.start();
          closing.add(thread);
        });
    long end = System.nanoTime() + limit.plus(LAST_STEPS).toNanos();
    try {
      for (Thread thread : closing) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A disk that hangs ends no close: what it has not said by now is counted as it stands.
    signals.forEach((signal, delivery) -> last.computeIfAbsent(signal, none -> delivery.counts()));
    return last;
  }
}
