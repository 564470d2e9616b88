/** Measures what telemetry costs a whole node, with a real Collector. */
@NullMarked
package dev.telltale.telemetry.benchmarks.node;

import org.jspecify.annotations.NullMarked;
