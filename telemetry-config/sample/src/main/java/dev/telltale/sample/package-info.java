/** A small program that knows nothing of the node and can be seen into. */
@NullMarked
package dev.telltale.sample;

import org.jspecify.annotations.NullMarked;
