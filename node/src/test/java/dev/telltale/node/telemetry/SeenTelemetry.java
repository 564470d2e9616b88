package dev.telltale.node.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The SDK with everything that it was told kept in memory. */
final class SeenTelemetry implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  final AtomicLong nanos = new AtomicLong();
  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  final NodeTelemetry telemetry = new NodeTelemetry(sdk, "local:1", nanos::get, () -> NOW);

  List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  SpanData span(String name) {
    return spans().stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  /** Points of a counter or gauge with a value other than 0, as {@code a=x,b=y -> value}. */
  Map<String, Long> counts(String metric) {
    return metric(metric).getLongSumData().getPoints().stream()
        .filter(p -> p.getValue() != 0)
        .collect(Collectors.toMap(p -> words(p.getAttributes()), p -> p.getValue()));
  }

  MetricData metric(String name) {
    return metrics.collectAllMetrics().stream()
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  boolean hasMetric(String name) {
    return metrics.collectAllMetrics().stream().anyMatch(m -> m.getName().equals(name));
  }

  static String words(Attributes attributes) {
    return attributes.asMap().entrySet().stream()
        .map(e -> e.getKey().getKey() + "=" + e.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    sdk.close();
  }
}
