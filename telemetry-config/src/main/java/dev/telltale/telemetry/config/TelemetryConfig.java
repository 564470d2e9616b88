package dev.telltale.telemetry.config;

/**
 * Everything {@code [telemetry]} says, with defaults filled in and every value checked.
 *
 * @param traces {@code [telemetry.traces]}; its {@code service_name} names the service on every
 *     signal
 * @param metrics {@code [telemetry.metrics]}
 * @param logs {@code [telemetry.logs]}
 * @param resource {@code [telemetry.resource]}
 */
public record TelemetryConfig(
    TracesConfig traces, MetricsConfig metrics, LogsConfig logs, ResourceConfig resource) {}
