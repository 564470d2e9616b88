package dev.telltale.telemetry.watch;

import static dev.telltale.telemetry.SignalStatus.State.FAILING;
import static dev.telltale.telemetry.SignalStatus.State.OFF;
import static dev.telltale.telemetry.SignalStatus.State.RUNNING;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalCounts;
import dev.telltale.telemetry.SignalOff;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how one signal is doing and says so in one line when that changes, however often it is
 * told the same. Safe for use by many threads.
 */
public final class SignalWatch {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);
  private static final Duration BETWEEN_LOSS_LINES = Duration.ofMinutes(1);

  private final Signal signal;
  private final String where;
  private final InstantSource clock;
  private final Supplier<SignalCounts> counts;

  private SignalStatus.State state = RUNNING;
  private @Nullable String why;
  private Instant since;
  private @Nullable Instant lastDelivery;
  private @Nullable Instant lossSaidAt;
  private long lossSaid;

  /**
   * @param where without secrets; it is part of every line
   * @param counts asked when a line says how much was lost
   */
  public SignalWatch(
      Signal signal, String where, InstantSource clock, Supplier<SignalCounts> counts) {
    this.signal = signal;
    this.where = where;
    this.clock = clock;
    this.counts = counts;
    this.since = clock.instant();
  }

  /** It could not start. {@code reason} says where, too. */
  public void off(String reason) {
    if (become(OFF, reason)) {
      log.warn(
          "telemetry: {}; retrying, the service runs without it", new SignalOff(signal, reason));
    }
  }

  /** What it has to deliver did not arrive, and will be tried again. */
  public void failing(String reason) {
    if (become(FAILING, reason)) {
      log.warn(
          "telemetry: {}: {}: not {}: {}; retrying, {}",
          signal.label(),
          where,
          signal == Signal.LOGS ? "written" : "delivered",
          reason,
          signal == Signal.LOGS
              ? "lines are counted as lost"
              : "spans that do not fit are counted as lost");
    }
  }

  /** Something arrived. */
  public void delivered() {
    synchronized (this) {
      lastDelivery = clock.instant();
    }
    running();
  }

  /** Nothing is wrong any more. */
  public void running() {
    String line;
    synchronized (this) {
      if (state == RUNNING) {
        return;
      }
      Instant now = clock.instant();
      long lost = notExported();
      line = back(state, Duration.between(since, now), lost - lossSaid);
      lossSaid = lost;
      state = RUNNING;
      why = null;
      since = now;
    }
    log.info("telemetry: {}: {}: {}", signal.label(), where, line);
  }

  /**
   * Something was lost while the rest arrives. Said once a minute at most; while the signal is
   * failing the line that ends it says the number.
   */
  public void lost(String reason) {
    long news;
    synchronized (this) {
      Instant now = clock.instant();
      boolean saidLately = lossSaidAt != null && now.isBefore(lossSaidAt.plus(BETWEEN_LOSS_LINES));
      if (state != RUNNING || saidLately) {
        return;
      }
      long lost = notExported();
      news = lost - lossSaid;
      lossSaid = lost;
      lossSaidAt = now;
    }
    log.warn("telemetry: {}: {}: {}: {}", signal.label(), where, lossOf(news), reason);
  }

  public synchronized SignalStatus status() {
    return new SignalStatus(signal, state, where, why, since, lastDelivery, counts.get());
  }

  /** Whether this is news. */
  private synchronized boolean become(SignalStatus.State next, String reason) {
    why = reason;
    if (state == next) {
      return false;
    }
    if (state == RUNNING) {
      since = clock.instant();
    }
    state = next;
    return true;
  }

  private String back(SignalStatus.State from, Duration elapsed, long lost) {
    String after = (from == OFF ? "" : " again") + " after " + Elapsed.words(elapsed);
    return switch (signal) {
      case METRICS -> "serving" + after;
      case TRACES -> "delivering" + after + "; " + lossOf(lost);
      case LOGS -> "writing" + after + "; " + lossOf(lost);
    };
  }

  private String lossOf(long lost) {
    String thing = signal == Signal.LOGS ? "line" : "span";
    if (lost == 0) {
      return "no " + thing + " was lost";
    }
    return Reason.number(lost) + " " + thing + (lost == 1 ? " was lost" : "s were lost");
  }

  private long notExported() {
    return counts.get().notExported();
  }
}
