/** Port: what a node must not lose, kept in SQLite. */
@NullMarked
package dev.telltale.node.repository;

import org.jspecify.annotations.NullMarked;
