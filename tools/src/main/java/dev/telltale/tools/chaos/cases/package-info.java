/** The cases: a class for each fault, and the list of them. */
@NullMarked
package dev.telltale.tools.chaos.cases;

import org.jspecify.annotations.NullMarked;
