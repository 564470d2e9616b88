package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.spool.Taken;

/**
 * A request that is under way.
 *
 * @param era in which it was sent: what it meets says nothing of a later one
 * @param deadlineNanos when no answer will come any more
 * @param again whether it is one that the collector failed at while it took others
 */
record Sending(Taken taken, long era, long deadlineNanos, boolean again) {
  long sequence() {
    return taken.sequence();
  }
}
