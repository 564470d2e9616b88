package dev.telltale.tools.chaos.emission;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.OpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** OpenTelemetry's SDK, all with its defaults. */
final class StockSdk {
  private static final Duration AS_OFTEN_AS_THE_NODE = Duration.ofSeconds(2);

  private StockSdk() {}

  static OpenTelemetrySdk of(Map<String, String> told) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"), "chaos",
                        AttributeKey.stringKey("service.instance.id"), "naive")));
    OpenTelemetrySdkBuilder sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .addSpanProcessor(BatchSpanProcessor.builder(spans(told)).build())
                    .build());
    if (told.getOrDefault("pushed", "").equals("true")) {
      push(sdk, resource, told.getOrDefault("endpoint", ""));
    }
    return sdk.build();
  }

  private static SpanExporter spans(Map<String, String> told) {
    String endpoint = told.getOrDefault("endpoint", "");
    if (told.getOrDefault("protocol", "").equals("grpc")) {
      return OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build();
    }
    String headers = told.getOrDefault("headers", "");
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(endpoint + "/v1/traces")
        .setHeaders(() -> headers.isEmpty() ? Map.of() : header(Path.of(headers)))
        .build();
  }

  /** Read for each request: even a sender that notices a new token at once loses. */
  private static Map<String, String> header(Path file) {
    try {
      String[] pair = Files.readString(file).strip().split(": ", 2);
      return Map.of(pair[0], pair[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void push(OpenTelemetrySdkBuilder sdk, Resource resource, String endpoint) {
    sdk.setMeterProvider(
            SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(
                    PeriodicMetricReader.builder(
                            OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build())
                        .setInterval(AS_OFTEN_AS_THE_NODE)
                        .build())
                .build())
        .setLoggerProvider(
            SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(
                    BatchLogRecordProcessor.builder(
                            OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build())
                        .build())
                .build());
  }
}
