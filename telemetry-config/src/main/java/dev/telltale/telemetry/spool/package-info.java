/** Requests that wait on disk until the collector has taken them. Not for use by others. */
@NullMarked
package dev.telltale.telemetry.spool;

import org.jspecify.annotations.NullMarked;
