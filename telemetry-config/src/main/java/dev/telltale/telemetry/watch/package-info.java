/** How a signal is doing, and the one line that says so when it changes. Not for use by others. */
@NullMarked
package dev.telltale.telemetry.watch;

import org.jspecify.annotations.NullMarked;
