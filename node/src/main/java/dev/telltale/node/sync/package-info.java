/** Catching up: what other nodes have and this one lacks. */
@NullMarked
package dev.telltale.node.sync;

import org.jspecify.annotations.NullMarked;
