/** Units of work in a bounded queue: one thing a node was asked to do. */
@NullMarked
package dev.telltale.node.command;

import org.jspecify.annotations.NullMarked;
