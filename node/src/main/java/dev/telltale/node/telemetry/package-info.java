/** Spans, metrics and log fields, put round the ports from outside. */
@NullMarked
package dev.telltale.node.telemetry;

import org.jspecify.annotations.NullMarked;
