/** One trace over all nodes: its spans as a waterfall, with the log lines that belong to each. */
@NullMarked
package dev.telltale.tools.trace;

import org.jspecify.annotations.NullMarked;
