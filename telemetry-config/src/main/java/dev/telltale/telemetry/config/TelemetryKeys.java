package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.time.Duration;

/** What an operator may write under {@code [telemetry]}: one declaration a key. */
final class TelemetryKeys {
  static final Key<Boolean> TRACES_ENABLED =
      Key.bool("enabled")
          .or(false)
          .env("OTEL_TRACES_EXPORTER", Variable.turningOff("none", "otlp"))
          .env("OTEL_SDK_DISABLED", Variable.turningOff("true", "false"));
  static final Key<OtlpEndpoint> OTLP_ENDPOINT =
      Key.of("otlp_endpoint", OtlpEndpoint.BASE)
          .env("OTEL_EXPORTER_OTLP_ENDPOINT")
          .env(
              "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
              (text, lower, directory) -> OtlpEndpoint.whole(text));
  static final Key<String> SERVICE_NAME =
      Key.string("service_name")
          .or("telltale")
          .env(Exported.RESOURCE_ATTRIBUTES, Exported::serviceName)
          .env("OTEL_SERVICE_NAME");
  static final Key<OtlpProtocol> PROTOCOL =
      Key.oneOf("protocol", OtlpProtocol.class, OtlpProtocol::label)
          .or(OtlpProtocol.GRPC)
          .env("OTEL_EXPORTER_OTLP_PROTOCOL")
          .env("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL");
  static final Key<Duration> TIMEOUT =
      Key.duration("timeout", Duration.ofMinutes(10))
          .or(Duration.ofSeconds(10))
          .env("OTEL_EXPORTER_OTLP_TIMEOUT", Exported::milliseconds)
          .env("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", Exported::milliseconds);
  static final Key<Compression> COMPRESSION =
      Key.oneOf("compression", Compression.class, Compression::label)
          .or(Compression.NONE)
          .env("OTEL_EXPORTER_OTLP_COMPRESSION")
          .env("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION");
  static final Key<Headers> HEADERS =
      Key.<Headers>exported("headers")
          .env("OTEL_EXPORTER_OTLP_HEADERS", Exported::headers)
          .env("OTEL_EXPORTER_OTLP_TRACES_HEADERS", Exported::headers);
  static final Key<Path> HEADERS_FILE = Key.path("headers_file");
  static final Key<Path> CA_FILE =
      Key.path("ca_file")
          .env("OTEL_EXPORTER_OTLP_CERTIFICATE")
          .env("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE");
  static final Key<SamplerKind> SAMPLER =
      Key.oneOf("sampler", SamplerKind.class, SamplerKind::label)
          .or(SamplerKind.PARENTBASED_ALWAYS_ON)
          .env("OTEL_TRACES_SAMPLER");
  static final Key<Double> SAMPLER_RATIO =
      Key.number("sampler_ratio", 0, 1).or(1.0).env("OTEL_TRACES_SAMPLER_ARG");

  static final Key<Boolean> METRICS_ENABLED =
      Key.bool("enabled")
          .or(false)
          .env("OTEL_METRICS_EXPORTER", Variable.turningOff("none", "prometheus"))
          .env("OTEL_SDK_DISABLED", Variable.turningOff("true", "false"));
  static final Key<HostPort> BIND_ADDRESS =
      Key.hostPort("bind_address")
          .or(new HostPort("127.0.0.1", 9464))
          .env("OTEL_EXPORTER_PROMETHEUS_HOST", Exported::host)
          .env("OTEL_EXPORTER_PROMETHEUS_PORT", Exported::port);

  static final Key<LogFormat> FORMAT =
      Key.oneOf("format", LogFormat.class, LogFormat::label).or(LogFormat.JSON);
  static final Key<LogLevel> LEVEL =
      Key.oneOf("level", LogLevel.class, LogLevel::label).or(LogLevel.INFO);
  static final Key<Path> LOG_FILE = Key.path("file");

  private TelemetryKeys() {}
}
