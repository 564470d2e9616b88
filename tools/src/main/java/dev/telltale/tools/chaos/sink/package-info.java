/** The far end of the Collector: takes OTLP and remembers which items came out. */
@NullMarked
package dev.telltale.tools.chaos.sink;

import org.jspecify.annotations.NullMarked;
