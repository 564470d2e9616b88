package dev.telltale.telemetry.metrics;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** Collects all metrics when the page is asked for. Safe for use by many threads. */
final class ScrapeReader implements MetricReader {
  private final ShownMetrics shown;
  private volatile CollectionRegistration source = CollectionRegistration.noop();

  ScrapeReader(ShownMetrics shown) {
    this.shown = shown;
  }

  @Override
  public void register(CollectionRegistration registration) {
    source = registration;
  }

  /** Collecting takes the exemplars with it: they are in one answer only. */
  MetricSnapshots snapshots() {
    return shown.of(source.collectAllMetrics()).page();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess(); // nothing waits
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
