/** Metrics on a page for Prometheus to read. Not for use by others. */
@NullMarked
package dev.telltale.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
