package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything {@code [telemetry]} says, with defaults filled in and every value checked.
 *
 * @param traces {@code [telemetry.traces]}; its {@code service_name} names the service on every
 *     signal
 * @param metrics {@code [telemetry.metrics]}
 * @param logs {@code [telemetry.logs]}
 * @param resource {@code [telemetry.resource]}
 * @param spool {@code [telemetry.spool]}
 * @param warnings what is set and has no effect, one sentence each, for the log; never a secret
 */
public record TelemetryConfig(
    TracesConfig traces,
    MetricsConfig metrics,
    LogsConfig logs,
    ResourceConfig resource,
    SpoolConfig spool,
    List<String> warnings) {

  public TelemetryConfig {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads {@code [telemetry]} of {@code file} strictly, with what {@code OTEL_*} variables say
   * instead; every other section is the application's own and left alone.
   *
   * @throws ConfigException when the file or a variable is wrong, with every problem
   */
  public static TelemetryConfig load(Path file) throws ConfigException {
    ConfigFile config = ConfigFile.read(file);
    TelemetryConfig telemetry = config.telemetry();
    config.doneWith("telemetry");
    return telemetry;
  }

  /** Without warnings. */
  public TelemetryConfig(
      TracesConfig traces,
      MetricsConfig metrics,
      LogsConfig logs,
      ResourceConfig resource,
      SpoolConfig spool) {
    this(traces, metrics, logs, resource, spool, List.of());
  }
}
