package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.time.Duration;

/** What an operator may write under {@code [telemetry]}: one declaration a key. */
final class TelemetryKeys {
  static final String METRICS_EXPORTER = "OTEL_METRICS_EXPORTER";
  static final String LOGS_EXPORTER = "OTEL_LOGS_EXPORTER";
  private static final long KIB = 1024;
  private static final long TIB = KIB * KIB * KIB * KIB;

  static final Key<Boolean> TRACES_ENABLED =
      Key.bool("enabled")
          .or(false)
          .env("OTEL_TRACES_EXPORTER", Variable.turningOff("none", "otlp"))
          .env("OTEL_SDK_DISABLED", Variable.turningOff("true", "false"));
  static final ConnectionKeys TRACES =
      ConnectionKeys.always("OTEL_EXPORTER_OTLP_TRACES_", "/v1/traces");
  static final Key<String> SERVICE_NAME =
      Key.string("service_name")
          .or("telltale")
          .env(Exported.RESOURCE_ATTRIBUTES, Exported::serviceName)
          .env("OTEL_SERVICE_NAME");
  static final Key<SamplerKind> SAMPLER =
      Key.oneOf("sampler", SamplerKind.class, SamplerKind::label)
          .or(SamplerKind.PARENTBASED_ALWAYS_ON)
          .env("OTEL_TRACES_SAMPLER");
  static final Key<Double> SAMPLER_RATIO =
      Key.number("sampler_ratio", 0, 1).or(1.0).env("OTEL_TRACES_SAMPLER_ARG");

  static final Key<Boolean> METRICS_ENABLED =
      Key.bool("enabled")
          .or(false)
          .env(METRICS_EXPORTER, Exported::metricsEnabled)
          .env("OTEL_SDK_DISABLED", Variable.turningOff("true", "false"));
  static final Key<HostPort> BIND_ADDRESS =
      Key.hostPort("bind_address")
          .or(new HostPort("127.0.0.1", 9464))
          .env("OTEL_EXPORTER_PROMETHEUS_HOST", Exported::host)
          .env("OTEL_EXPORTER_PROMETHEUS_PORT", Exported::port);
  static final ConnectionKeys METRICS =
      ConnectionKeys.onlyWhereWritten("OTEL_EXPORTER_OTLP_METRICS_", "/v1/metrics");
  static final Key<Duration> EXPORT_INTERVAL =
      Key.duration("export_interval", Duration.ofMinutes(10))
          .or(MetricsConfig.DEFAULT_EXPORT_INTERVAL)
          .env("OTEL_METRIC_EXPORT_INTERVAL", Exported::milliseconds);

  /** False where a variable says that metrics are not pushed. */
  static final Key<Boolean> METRICS_PUSHED =
      Key.<Boolean>exported("pushed").env(METRICS_EXPORTER, Exported::metricsPushed);

  static final Key<LogFormat> FORMAT =
      Key.oneOf("format", LogFormat.class, LogFormat::label).or(LogFormat.JSON);
  static final Key<LogLevel> LEVEL =
      Key.oneOf("level", LogLevel.class, LogLevel::label).or(LogLevel.INFO);
  static final Key<Path> LOG_FILE = Key.path("file");
  static final Key<Long> MAX_FILE_BYTES =
      Key.size("max_file_bytes", 64 * KIB, TIB).or(LogsConfig.DEFAULT_MAX_FILE_BYTES);
  static final Key<Long> MAX_TOTAL_BYTES =
      Key.size("max_total_bytes", 64 * KIB, TIB).or(LogsConfig.DEFAULT_MAX_TOTAL_BYTES);
  static final ConnectionKeys LOGS =
      ConnectionKeys.onlyWhereWritten("OTEL_EXPORTER_OTLP_LOGS_", "/v1/logs");

  /** False where a variable says that log records are not pushed. */
  static final Key<Boolean> LOGS_PUSHED =
      Key.<Boolean>exported("pushed")
          .env(LOGS_EXPORTER, Variable.turningOff("none", "otlp"))
          .env("OTEL_SDK_DISABLED", Variable.turningOff("true", "false"));

  static final Key<Path> SPOOL_DIR = Key.path("dir");
  static final Key<Long> SPOOL_MAX_BYTES =
      Key.size("max_bytes", 1024 * KIB, TIB).or(SpoolConfig.DEFAULT_MAX_BYTES);
  static final Key<Duration> SPOOL_MAX_AGE =
      Key.duration("max_age", Duration.ofDays(365)).or(SpoolConfig.DEFAULT_MAX_AGE);
  static final Key<Boolean> FSYNC = Key.bool("fsync").or(false);
  static final Key<Long> MAX_BYTES_PER_SECOND = Key.size("max_bytes_per_second", 0, TIB).or(0L);

  private TelemetryKeys() {}
}
