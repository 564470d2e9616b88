/** Asking servers over HTTP, with limits on time and size and with problems said in one line. */
@NullMarked
package dev.telltale.tools.remote;

import org.jspecify.annotations.NullMarked;
