/** Compares what was emitted, what arrived and what the ledger says. */
@NullMarked
package dev.telltale.tools.chaos.oracle;

import org.jspecify.annotations.NullMarked;
