package dev.telltale.telemetry.otlp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides how long a service that is closing waits for its collector: until all is delivered, or
 * the collector is known to be away, or it has said nothing for a second. Safe for two threads.
 */
final class LastWord {
  /** A collector that is only slow takes the next request within this. */
  private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private boolean closed;
  private boolean enough;
  private long lastHeard;

  LastWord(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The service is closing; what is left is all there will be. */
  synchronized void close() {
    closed = true;
    lastHeard = nanoTime.getAsLong();
  }

  synchronized boolean closed() {
    return closed;
  }

  /** The collector answered something. */
  synchronized void heard() {
    lastHeard = nanoTime.getAsLong();
  }

  /**
   * Found out by someone who saw that it was {@link #closed} before looking.
   *
   * @param nothingMore whether waiting would change nothing
   */
  synchronized void know(boolean nothingMore) {
    enough |= nothingMore;
    notifyAll();
  }

  /** Returns when there is nothing to wait for, {@code limit} has passed, or when interrupted. */
  synchronized void await(Duration limit) {
    long end = nanoTime.getAsLong() + limit.toNanos();
    try {
      while (!enough) {
        long now = nanoTime.getAsLong();
        long left = Math.min(end - now, lastHeard + LONGEST_SILENCE_NANOS - now);
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
