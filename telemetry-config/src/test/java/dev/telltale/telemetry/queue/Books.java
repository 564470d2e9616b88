package dev.telltale.telemetry.queue;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;

/** A ledger that lasts as long as its test. */
record Books(SignalLedger ledger) {
  Books() {
    this(SignalLedger.inMemory());
  }

  long created() {
    return ledger.counts().created();
  }

  long dropped(DropReason reason) {
    return ledger.counts().dropped().getOrDefault(reason, 0L);
  }

  long droppedTotal() {
    return ledger.counts().droppedTotal();
  }

  long waiting() {
    return ledger.counts().waiting();
  }
}
