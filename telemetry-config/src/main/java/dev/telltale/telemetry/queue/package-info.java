/** Where ended spans and log records wait until a batch of them is handed on. */
@NullMarked
package dev.telltale.telemetry.queue;

import org.jspecify.annotations.NullMarked;
