/** Two nodes and their servers from nothing, and one publish followed through all of them. */
@NullMarked
package dev.telltale.tools.quickstart;

import org.jspecify.annotations.NullMarked;
