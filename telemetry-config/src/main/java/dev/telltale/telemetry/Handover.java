package dev.telltale.telemetry;

/**
 * What was delivered by the time {@link Telemetry#close} returned, and what was not. Nothing waits
 * any longer: what was not exported by then is lost.
 *
 * @param traces spans
 * @param logs lines of the log file
 */
public record Handover(SignalCounts traces, SignalCounts logs) {
  public SignalCounts of(Signal signal) {
    return switch (signal) {
      case TRACES -> traces;
      case METRICS -> SignalCounts.NONE;
      case LOGS -> logs;
    };
  }

  /** Whether everything that was told arrived. */
  public boolean complete() {
    return traces.notExported() == 0 && logs.notExported() == 0;
  }
}
