/** What a caller asked for, from created to completed or failed, across restarts. */
@NullMarked
package dev.telltale.node.operation;

import org.jspecify.annotations.NullMarked;
