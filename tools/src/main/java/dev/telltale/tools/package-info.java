/** The command line of Telltale. */
@NullMarked
package dev.telltale.tools;

import org.jspecify.annotations.NullMarked;
