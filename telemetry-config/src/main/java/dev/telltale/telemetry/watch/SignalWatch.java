package dev.telltale.telemetry.watch;

import static dev.telltale.telemetry.SignalStatus.State.FAILING;
import static dev.telltale.telemetry.SignalStatus.State.OFF;
import static dev.telltale.telemetry.SignalStatus.State.RUNNING;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalOff;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how one signal is doing and says so in one line when that changes, however often it is
 * told the same. Safe for use by many threads.
 */
public final class SignalWatch {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  private final Signal signal;
  private final String where;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final StateWords words;
  private final LongSupplier lost;

  private SignalStatus.State state = RUNNING;
  private @Nullable String why;
  private Instant since;
  private long sinceNanos;
  private @Nullable Instant lastDelivery;
  private long lostBefore;

  /**
   * @param where without secrets; it is part of every line
   * @param nanoTime by which durations are measured: a wall clock may be set meanwhile
   * @param words what the lines say
   * @param lost how much is lost so far; asked when a line says how much was lost meanwhile
   */
  public SignalWatch(
      Signal signal,
      String where,
      InstantSource clock,
      LongSupplier nanoTime,
      StateWords words,
      LongSupplier lost) {
    this.signal = signal;
    this.where = where;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.words = words;
    this.lost = lost;
    this.since = clock.instant();
    this.sinceNanos = nanoTime.getAsLong();
  }

  /** It could not start. {@code reason} says where, too. */
  public void off(String reason) {
    if (become(OFF, reason)) {
      log.warn(
          "telemetry: {}; retrying, the service runs without it", new SignalOff(signal, reason));
    }
  }

  /** What it has to deliver does not arrive, and will be tried again. */
  public void failing(String reason) {
    if (become(FAILING, reason)) {
      log.warn("telemetry: {}: {}{}", signal.label(), where, words.failing(reason));
    }
  }

  /** Something arrived, which says nothing of what waits. */
  public synchronized void arrived() {
    lastDelivery = clock.instant();
  }

  /** Something arrived, and with that nothing is wrong any more. */
  public void delivered() {
    arrived();
    running();
  }

  /** Nothing is wrong any more. */
  public void running() {
    String line;
    synchronized (this) {
      if (state == RUNNING) {
        return;
      }
      long now = nanoTime.getAsLong();
      long lostNow = lost.getAsLong();
      line = words.back(state == OFF, Duration.ofNanos(now - sinceNanos), lostNow - lostBefore);
      lostBefore = lostNow;
      state = RUNNING;
      why = null;
      since = clock.instant();
      sinceNanos = now;
    }
    log.info("telemetry: {}: {}{}", signal.label(), where, line);
  }

  /** Without counts; {@link SignalStatus#with} adds them. */
  public synchronized SignalStatus status() {
    return new SignalStatus(
        signal, state, where, why, since, lastDelivery, LedgerCounts.NONE, 0, LineCounts.NONE);
  }

  /** Whether this is news. */
  private synchronized boolean become(SignalStatus.State next, String reason) {
    why = reason;
    if (state == next) {
      return false;
    }
    if (state == RUNNING) {
      since = clock.instant();
      sinceNanos = nanoTime.getAsLong();
    }
    state = next;
    return true;
  }
}
