/** The other nodes: who they are, what they may ask, and what is asked of them. */
@NullMarked
package dev.telltale.node.peer;

import org.jspecify.annotations.NullMarked;
