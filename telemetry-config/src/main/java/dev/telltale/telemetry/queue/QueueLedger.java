package dev.telltale.telemetry.queue;

import dev.telltale.telemetry.DropReason;
import java.util.function.LongSupplier;

/** The part of a ledger that a queue writes. Safe for use by many threads. */
public interface QueueLedger {
  void created(long items);

  void dropped(DropReason reason, long items);

  /** Asked whenever someone wants to know how many items wait. */
  void waitingIs(LongSupplier items);
}
