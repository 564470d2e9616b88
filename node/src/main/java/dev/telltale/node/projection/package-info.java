/** The log of collections, with the triple store kept up with it. */
@NullMarked
package dev.telltale.node.projection;

import org.jspecify.annotations.NullMarked;
