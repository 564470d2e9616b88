package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.OpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry as its documentation shows it, with the queue and the delay of ours. */
final class PlainOpenTelemetry implements Candidate {
  private final OpenTelemetrySdk sdk;

  PlainOpenTelemetry(@Nullable URI traces, boolean grpc) {
    OpenTelemetrySdkBuilder builder =
        OpenTelemetrySdk.builder()
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .registerMetricReader(PrometheusHttpServer.builder().setPort(0).build())
                    .build());
    if (traces != null) {
      builder.setTracerProvider(
          SdkTracerProvider.builder()
              .addSpanProcessor(
                  BatchSpanProcessor.builder(exporter(traces, grpc))
                      .setMaxQueueSize(8192)
                      .setScheduleDelay(Duration.ofMillis(100))
                      .build())
              .build());
    }
    sdk = builder.build();
  }

  static SpanExporter exporter(URI traces, boolean grpc) {
    return grpc
        ? OtlpGrpcSpanExporter.builder().setEndpoint(traces.toString()).build()
        : OtlpHttpSpanExporter.builder().setEndpoint(traces + "/v1/traces").build();
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return sdk;
  }

  @Override
  public void close() {
    sdk.close();
  }
}
