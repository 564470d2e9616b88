/** What a case is made of: the processes of a pipeline, its load, and the faults done to it. */
@NullMarked
package dev.telltale.tools.chaos.bench;

import org.jspecify.annotations.NullMarked;
