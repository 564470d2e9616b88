package dev.telltale.telemetry;

import java.util.Map;

/** Ledger counts as tests expect them, in one line each. */
final class Books {
  private Books() {}

  /** Created by this process: so many delivered, the others waiting. */
  static LedgerCounts of(long created, long delivered) {
    return new LedgerCounts(0, created, delivered, created - delivered, Map.of());
  }

  /** Nothing waits: what was not delivered was dropped for {@code reason}. */
  static LedgerCounts of(long created, long delivered, DropReason reason) {
    return new LedgerCounts(0, created, delivered, 0, Map.of(reason, created - delivered));
  }

  /** Found in the spool and delivered. */
  static LedgerCounts recovered(long items) {
    return new LedgerCounts(items, 0, items, 0, Map.of());
  }
}
