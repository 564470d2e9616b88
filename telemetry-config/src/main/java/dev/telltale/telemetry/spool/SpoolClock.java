package dev.telltale.telemetry.spool;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time of day, which is written down for the next process, and a time that only goes on, by
 * which ages are reckoned: a machine that starts without a clock of its own can be years behind
 * until the network tells it, and nothing gets older by that.
 */
interface SpoolClock {
  /** Since 1970-01-01 UTC, as far as the machine knows. */
  long wallMillis();

  /** Since some moment. */
  long steadyMillis();

  static SpoolClock of(InstantSource wall) {
    return new SpoolClock() {
      @Override
      public long wallMillis() {
        return wall.millis();
      }

      @Override
      public long steadyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      }
    };
  }
}
