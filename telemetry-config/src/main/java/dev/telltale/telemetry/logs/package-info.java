/** Log lines on standard output and in a file: one event, one line. Not for use by others. */
@NullMarked
package dev.telltale.telemetry.logs;

import org.jspecify.annotations.NullMarked;
