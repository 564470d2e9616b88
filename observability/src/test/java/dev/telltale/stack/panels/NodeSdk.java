package dev.telltale.stack.panels;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The SDK of one simulated node: it sends when told to. */
final class NodeSdk implements AutoCloseable {
  private static final Duration ONLY_WHEN_TOLD = Duration.ofDays(1);
  private static final int SPANS = 20_000;

  private final OpenTelemetrySdk sdk;

  NodeSdk(String name, SimulatedClock clock, URI otlp) {
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", "telltale")
                .put("service.instance.id", name)
                .build());
    SdkMeterProvider meters =
        SdkMeterProvider.builder()
            .setClock(clock)
            .setResource(resource)
            .registerMetricReader(
                PeriodicMetricReader.builder(
                        OtlpHttpMetricExporter.builder()
                            .setEndpoint(otlp.resolve("/v1/metrics").toString())
                            .build())
                    .setInterval(ONLY_WHEN_TOLD)
                    .build())
            .build();
    SdkTracerProvider traces =
        SdkTracerProvider.builder()
            .setClock(clock)
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(otlp.resolve("/v1/traces").toString())
                            .build())
                    .setMaxQueueSize(SPANS)
                    .build())
            .build();
    this.sdk =
        OpenTelemetrySdk.builder().setMeterProvider(meters).setTracerProvider(traces).build();
  }

  OpenTelemetry openTelemetry() {
    return sdk;
  }

  void push() {
    sdk.getSdkMeterProvider().forceFlush().join(10, TimeUnit.SECONDS);
    sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    sdk.close();
  }
}
