package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether the collector takes requests, as far as their answers tell. One failure is no outage: it
 * is asked again at once, and only if that fails too it is down. For one thread.
 */
final class Endpoint {
  enum State {
    UP,
    /** Something failed; one more request says what that was. */
    DOUBTED,
    DOWN
  }

  private final Backoff backoff;
  private State state = State.UP;
  private long era;
  private int failures;
  private long nextTry;

  Endpoint(Backoff backoff) {
    this.backoff = backoff;
  }

  State state() {
    return state;
  }

  /** Goes up with each change; answers to requests of an earlier one change nothing any more. */
  long era() {
    return era;
  }

  /** How long nothing may be sent; 0 when something may. */
  long waitNanos(long now) {
    return state == State.UP ? 0 : Math.max(0, nextTry - now);
  }

  /** A request of this era was answered as one that works. */
  void worked() {
    if (state != State.UP) {
      state = State.UP;
      era++;
      failures = 0;
    }
  }

  /** A request of this era was not taken. */
  void failed(Answer answer, long now) {
    era++;
    Duration asked = answer.retryAfter();
    if (state == State.UP && asked == null && answer.cause() != Answer.Cause.SILENCE) {
      state = State.DOUBTED;
      nextTry = now;
      return;
    }
    state = State.DOWN;
    // Time lost with a client that had ended is no reason to wait longer for the collector.
    int attempt = answer.cause() == Answer.Cause.CLIENT ? 0 : failures++;
    Duration wait = jittered(backoff.after(attempt));
    nextTry = now + (asked != null && asked.compareTo(wait) > 0 ? asked : wait).toNanos();
  }

  /** Half of it is left to chance, so that many services do not come back at one moment. */
  private static Duration jittered(Duration wait) {
    return Duration.ofNanos(
        (long) (wait.toNanos() * ThreadLocalRandom.current().nextDouble(.5, 1)));
  }
}
