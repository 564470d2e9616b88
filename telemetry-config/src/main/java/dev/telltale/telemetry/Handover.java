package dev.telltale.telemetry;

/**
 * What became of everything by the time {@link Telemetry#close} returned. What is waiting then is
 * in the spool, and delivered by the next start.
 *
 * @param traces spans
 * @param metrics data points that were pushed
 * @param logs log records that were pushed
 * @param lines of the log file
 */
public record Handover(
    LedgerCounts traces, LedgerCounts metrics, LedgerCounts logs, LineCounts lines) {
  public LedgerCounts of(Signal signal) {
    return switch (signal) {
      case TRACES -> traces;
      case METRICS -> metrics;
      case LOGS -> logs;
    };
  }

  /** Whether everything that was told arrived. */
  public boolean complete() {
    return allDelivered(traces)
        && allDelivered(metrics)
        && allDelivered(logs)
        && lines.notWritten() == 0;
  }

  private static boolean allDelivered(LedgerCounts counts) {
    return counts.waiting() == 0 && counts.droppedTotal() == 0;
  }
}
