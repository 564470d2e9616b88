/** The process under test: what it emits, and the file in which it says what it emitted. */
@NullMarked
package dev.telltale.tools.chaos.emission;

import org.jspecify.annotations.NullMarked;
