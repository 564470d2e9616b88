/** What a node does by itself, again and again. */
@NullMarked
package dev.telltale.node.task;

import org.jspecify.annotations.NullMarked;
