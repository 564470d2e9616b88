/** The servers around the Collector: built, started, looked at and stopped. */
@NullMarked
package dev.telltale.stack;

import org.jspecify.annotations.NullMarked;
