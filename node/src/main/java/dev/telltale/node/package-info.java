/** The node process: where its parts are put together. */
@NullMarked
package dev.telltale.node;

import org.jspecify.annotations.NullMarked;
