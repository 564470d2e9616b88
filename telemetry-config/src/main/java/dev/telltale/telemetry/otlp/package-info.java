/** Spans on their way to a collector, each of them accounted for. Not for use by others. */
@NullMarked
package dev.telltale.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
