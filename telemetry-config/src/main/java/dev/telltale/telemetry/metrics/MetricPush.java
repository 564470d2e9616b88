package dev.telltale.telemetry.metrics;

import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.time.Duration;

/**
 * Where metrics go on their own.
 *
 * @param exporter called by one thread at a time, in order; the caller shuts it down, after the
 *     page is closed
 * @param interval from one export to the next; positive
 * @param where the address as it is shown to people
 */
public record MetricPush(MetricExporter exporter, Duration interval, String where) {}
