package dev.telltale.telemetry;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one signal is doing.
 *
 * @param where the URL it goes to or is served at, or the file it is written to
 * @param why what is wrong while it is off or failing, or what an operator should change while it
 *     runs; null otherwise
 * @param since when it came into this state
 * @param lastDelivery when something last arrived: a batch accepted, a page served, a line written
 * @param counts what became of what is sent by OTLP
 * @param spoolBytes what waits of it takes, on disk and in memory
 * @param lines what became of the lines of the log file
 */
public record SignalStatus(
    Signal signal,
    State state,
    String where,
    @Nullable String why,
    Instant since,
    @Nullable Instant lastDelivery,
    LedgerCounts counts,
    long spoolBytes,
    LineCounts lines) {

  /** What a signal can be. */
  public enum State {
    /** Not asked for. */
    DISABLED,
    /** Asked for, and could not start; it is tried again. */
    OFF,
    /** Nothing known against it. */
    RUNNING,
    /** Started, and what it has to deliver does not arrive at the moment. */
    FAILING
  }

  /** The same, with this to change. */
  public SignalStatus because(String reason) {
    return new SignalStatus(
        signal, state, where, reason, since, lastDelivery, counts, spoolBytes, lines);
  }

  /** The same, with these counts. */
  public SignalStatus with(LedgerCounts now, long bytes) {
    return new SignalStatus(signal, state, where, why, since, lastDelivery, now, bytes, lines);
  }

  /** The same, with these lines. */
  public SignalStatus with(LineCounts now) {
    return new SignalStatus(
        signal, state, where, why, since, lastDelivery, counts, spoolBytes, now);
  }

  /** Why this signal is not running although it was asked for. */
  public Optional<SignalOff> off() {
    return state == State.OFF && why != null
        ? Optional.of(new SignalOff(signal, why))
        : Optional.empty();
  }
}
