/** Measures telemetry-config beside what it is made of and what it replaces. */
@NullMarked
package dev.telltale.telemetry.benchmarks;

import org.jspecify.annotations.NullMarked;
