package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.watch.Reason;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the exporter that {@code config} describes, with its files read. */
final class Connection {
  private Connection() {}

  /**
   * @throws IOException if a file can't be used; the message names it and goes to the operator
   */
  static SpanExporter open(OtlpConfig config, ComponentLoader senders) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (config.headersFile() != null) {
      headers.putAll(headers(config.headersFile()));
    }
    headers.putAll(config.headers().values());
    byte @Nullable [] trusted = config.caFile() == null ? null : bytes(config.caFile());
    try {
      return config.protocol() == OtlpProtocol.GRPC
          ? grpc(config, senders, headers, trusted)
          : http(config, senders, headers, trusted);
    } catch (IllegalArgumentException | IllegalStateException e) {
      String where = config.caFile() == null ? config.where() : config.caFile().toString();
      throw new IOException(where + ": " + Reason.of(e), e);
    }
  }

  // The SDK's own retries are off in both: RetryingExporter keeps a batch for as long as it takes,
  // where the SDK gives it up after five attempts.

  private static SpanExporter grpc(
      OtlpConfig config,
      ComponentLoader senders,
      Map<String, String> headers,
      byte @Nullable [] trusted) {
    OtlpGrpcSpanExporterBuilder builder =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(config.endpoint().toString())
            .setTimeout(config.timeout())
            .setConnectTimeout(config.timeout())
            .setCompression(config.compression().label())
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop())
            .setComponentLoader(senders);
    headers.forEach(builder::addHeader);
    if (trusted != null) {
      builder.setTrustedCertificates(trusted);
    }
    return builder.build();
  }

  private static SpanExporter http(
      OtlpConfig config,
      ComponentLoader senders,
      Map<String, String> headers,
      byte @Nullable [] trusted) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(config.endpoint().toString())
            .setTimeout(config.timeout())
            .setConnectTimeout(config.timeout())
            .setCompression(config.compression().label())
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop())
            .setComponentLoader(senders);
    headers.forEach(builder::addHeader);
    if (trusted != null) {
      builder.setTrustedCertificates(trusted);
    }
    return builder.build();
  }

  private static Map<String, String> headers(Path file) throws IOException {
    try {
      return HeadersFile.read(file);
    } catch (IOException e) {
      throw new IOException(file + ": " + Reason.of(e), e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(file + ": " + Reason.of(e), e);
    }
  }
}
