package dev.telltale.telemetry;

import dev.telltale.telemetry.metrics.MetricsPage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.jspecify.annotations.Nullable;

/** The signals that are enabled, and nothing in place of the others. */
record Signals(TracerProvider tracers, MeterProvider meters) implements OpenTelemetry {
  private static final ContextPropagators PROPAGATORS =
      ContextPropagators.create(W3CTraceContextPropagator.getInstance());

  static OpenTelemetry of(@Nullable TracerProvider tracers, @Nullable MetricsPage metrics) {
    return new Signals(
        tracers == null ? TracerProvider.noop() : tracers,
        metrics == null ? MeterProvider.noop() : metrics.meterProvider());
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracers;
  }

  @Override
  public MeterProvider getMeterProvider() {
    return meters;
  }

  @Override
  public ContextPropagators getPropagators() {
    return PROPAGATORS;
  }
}
