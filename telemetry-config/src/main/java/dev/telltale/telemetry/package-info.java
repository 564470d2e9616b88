/** A running OpenTelemetry SDK that says what it delivered and what it lost. */
@NullMarked
package dev.telltale.telemetry;

import org.jspecify.annotations.NullMarked;
