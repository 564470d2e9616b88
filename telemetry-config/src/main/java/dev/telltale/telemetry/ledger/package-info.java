/**
 * The books of one signal: every item created is delivered, waiting or dropped. Not for use by
 * others.
 */
@NullMarked
package dev.telltale.telemetry.ledger;

import org.jspecify.annotations.NullMarked;
