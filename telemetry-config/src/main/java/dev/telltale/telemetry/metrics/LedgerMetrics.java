package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/**
 * Shows what became of each signal, as {@code telemetry_…}. All terms of a ledger are of one
 * moment, so they balance in every answer.
 */
final class LedgerMetrics {
  private static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("signal");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
  private static final Attributes WRITTEN = Attributes.of(RESULT, "written");
  private static final Attributes NOT_WRITTEN = Attributes.of(RESULT, "not_written");

  private final LedgerSource source;
  private final ObservableLongMeasurement created;
  private final ObservableLongMeasurement recovered;
  private final ObservableLongMeasurement delivered;
  private final ObservableLongMeasurement dropped;
  private final ObservableLongMeasurement waiting;
  private final ObservableLongMeasurement spoolBytes;
  private final ObservableLongMeasurement lines;

  private LedgerMetrics(Meter meter, LedgerSource source) {
    this.source = source;
    created =
        counter(
            meter,
            "telemetry_created_total",
            "Sampled spans that ended, log records emitted, data points collected.");
    recovered =
        counter(
            meter,
            "telemetry_recovered_total",
            "What the last process had created and not accounted for.");
    delivered = counter(meter, "telemetry_delivered_total", "What the collector accepted.");
    dropped = counter(meter, "telemetry_dropped_total", "What is lost, by reason.");
    waiting = gauge(meter, "telemetry_waiting", "What waits for the collector.");
    spoolBytes = gauge(meter, "telemetry_spool_bytes", "What waiting requests take on disk.");
    lines = counter(meter, "telemetry_log_lines_total", "Lines of the log file, by result.");
    var unused =
        meter.batchCallback(
            this::observe, created, recovered, delivered, dropped, waiting, spoolBytes, lines);
  }

  /** From now on whatever reads the metrics of {@code meters} finds those of {@code source}. */
  static void show(LedgerSource source, MeterProvider meters) {
    var unused = new LedgerMetrics(meters.get("dev.telltale.telemetry"), source);
  }

  private void observe() {
    source.ledgers().forEach(this::observe);
    source.spoolBytes().forEach((signal, bytes) -> spoolBytes.record(bytes, of(signal)));
    LineCounts counted = source.lines();
    if (counted != null) {
      lines.record(counted.written(), WRITTEN);
      lines.record(counted.notWritten(), NOT_WRITTEN);
    }
  }

  private void observe(Signal signal, LedgerCounts counts) {
    Attributes attributes = of(signal);
    created.record(counts.created(), attributes);
    recovered.record(counts.recovered(), attributes);
    delivered.record(counts.delivered(), attributes);
    waiting.record(counts.waiting(), attributes);
    counts
        .dropped()
        .forEach(
            (reason, count) ->
                dropped.record(
                    count, Attributes.of(SIGNAL, signal.label(), REASON, reason.label())));
  }

  private static Attributes of(Signal signal) {
    return Attributes.of(SIGNAL, signal.label());
  }

  // No unit is set: the name is the same with every rule that adds one to it.

  private static ObservableLongMeasurement counter(Meter meter, String name, String description) {
    return meter.counterBuilder(name).setDescription(description).buildObserver();
  }

  private static ObservableLongMeasurement gauge(Meter meter, String name, String description) {
    return meter.gaugeBuilder(name).ofLongs().setDescription(description).buildObserver();
  }
}
