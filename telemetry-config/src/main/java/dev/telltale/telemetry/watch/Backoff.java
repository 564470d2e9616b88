package dev.telltale.telemetry.watch;

import java.time.Duration;

/** How long to wait before trying again: doubling from {@code first} up to {@code longest}. */
public record Backoff(Duration first, Duration longest) {

  /**
   * The wait after an attempt that did not work.
   *
   * @param attempt counted from 0
   */
  public Duration after(int attempt) {
    Duration wait = first.multipliedBy(1L << Math.min(attempt, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
