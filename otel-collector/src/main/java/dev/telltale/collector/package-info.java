/** Finds or builds our Collector, and runs a server as a child process. */
@NullMarked
package dev.telltale.collector;

import org.jspecify.annotations.NullMarked;
