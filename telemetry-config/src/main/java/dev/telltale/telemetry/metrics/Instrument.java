package dev.telltale.telemetry.metrics;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;

/** What makes a metric another one for the SDK: two of them can have one name. */
record Instrument(
    InstrumentationScopeInfo meter,
    String name,
    MetricDataType type,
    String unit,
    String description) {
  static Instrument of(MetricData metric) {
    return new Instrument(
        metric.getInstrumentationScopeInfo(),
        metric.getName(),
        metric.getType(),
        metric.getUnit(),
        metric.getDescription());
  }
}
