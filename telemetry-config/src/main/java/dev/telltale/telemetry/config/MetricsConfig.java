package dev.telltale.telemetry.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code [telemetry.metrics]}: whether {@code /metrics} is served, and where; and where metrics are
 * pushed.
 *
 * @param enabled whether there are metrics at all
 * @param bindAddress host and port of the page
 * @param push where metrics are pushed by OTLP; they are not when null, which it is when not {@code
 *     enabled}
 * @param exportInterval from one push to the next; positive
 */
public record MetricsConfig(
    boolean enabled, HostPort bindAddress, @Nullable OtlpConfig push, Duration exportInterval) {

  public static final Duration DEFAULT_EXPORT_INTERVAL = Duration.ofSeconds(10);

  /** Scraped only. */
  public MetricsConfig(boolean enabled, HostPort bindAddress) {
    this(enabled, bindAddress, null, DEFAULT_EXPORT_INTERVAL);
  }
}
