package dev.telltale.telemetry.queue;

import java.util.concurrent.TimeUnit;

/**
 * How many items are worth handing on, as they come slowly or fast. For one thread.
 *
 * <p>Few, because a kill takes along what waits, and sends twice what is on its way to the
 * collector; not fewer, because each request has a price of its own. Where few are there again
 * within 10 ms, many soon are, too, and waking a thread for each few of them would cost more than
 * they do themselves. A service that has just started is slow: there a batch has few whatever
 * waits, or a kill in that second would send many twice.
 */
final class Cadence {
  static final int FEW = 128;

  /** Above this a batch never is. */
  static final int MANY = 512;

  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Of those there are few: in the first second, when every answer takes its time. */
  static final int FIRST_BATCHES = 16;

  private long handedOnAt;
  private int batches;

  Cadence(long now) {
    handedOnAt = now;
  }

  /** How many items the next batch may have. */
  int most() {
    return batches < FIRST_BATCHES ? FEW : MANY;
  }

  /** How many items the next batch is worth waiting for, when one was handed on at {@code now}. */
  int after(long now) {
    batches = Math.min(batches + 1, FIRST_BATCHES);
    long since = now - handedOnAt;
    handedOnAt = now;
    return since < SOON_NANOS ? most() : FEW;
  }
}
