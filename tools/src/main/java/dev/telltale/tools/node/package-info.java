/** A running node, asked over its HTTP API. */
@NullMarked
package dev.telltale.tools.node;

import org.jspecify.annotations.NullMarked;
