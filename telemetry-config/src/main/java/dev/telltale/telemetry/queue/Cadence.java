package dev.telltale.telemetry.queue;

import java.util.concurrent.TimeUnit;

/**
 * How many items are worth handing on, as they come slowly or fast. For one thread.
 *
 * <p>Few, because a kill takes along what waits, and sends twice what is on its way to the
 * collector; not fewer, because each request has a price of its own. Where few are there again
 * within 10 ms, many soon are, too, and waking a thread for each few of them would cost more than
 * they do themselves.
 */
final class Cadence {
  static final int FEW = 128;

  /** Above this a batch never is. */
  static final int MANY = 512;

  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private long handedOnAt;

  Cadence(long now) {
    handedOnAt = now;
  }

  /** How many items the next batch is worth waiting for, when one was handed on at {@code now}. */
  int after(long now) {
    long since = now - handedOnAt;
    handedOnAt = now;
    return since < SOON_NANOS ? MANY : FEW;
  }
}
