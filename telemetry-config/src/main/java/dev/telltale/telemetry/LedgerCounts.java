package dev.telltale.telemetry;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the items of one signal since this process started: {@code recovered + created =
 * delivered + waiting + dropped}, each counted by itself. An item is a span, a log record or a data
 * point of a metric.
 *
 * @param recovered what the last process had created and not accounted for: found on disk, or lost
 *     when it died
 * @param created by this process: sampled spans that ended, log records emitted, data points
 *     collected
 * @param delivered the collector accepted them
 * @param waiting in memory or on disk
 * @param dropped lost, by reason; every reason has its number
 */
public record LedgerCounts(
    long recovered, long created, long delivered, long waiting, Map<DropReason, Long> dropped) {

  /** Nothing was counted. */
  public static final LedgerCounts NONE = new LedgerCounts(0, 0, 0, 0, Map.of());

  public LedgerCounts {
    Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      all.put(reason, dropped.getOrDefault(reason, 0L));
    }
    dropped = Map.copyOf(all);
  }

  public long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  /** For every reason together. */
  public long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether the books balance; while items move between two counters they may not for a moment. */
  public boolean balanced() {
    return recovered + created == delivered + waiting + droppedTotal();
  }
}
