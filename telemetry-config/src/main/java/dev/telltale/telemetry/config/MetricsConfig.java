package dev.telltale.telemetry.config;

/**
 * {@code [telemetry.metrics]}: whether {@code /metrics} is served, and where.
 *
 * @param bindAddress host and port of the page
 */
public record MetricsConfig(boolean enabled, HostPort bindAddress) {}
