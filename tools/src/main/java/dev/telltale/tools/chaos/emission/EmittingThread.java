package dev.telltale.tools.chaos.emission;

import dev.telltale.tools.chaos.emission.EmissionLedger.Order;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Emits numbered items at a steady rate while the ledger's order is to emit. */
final class EmittingThread extends Thread {
  private static final long TICK_NANOS = 5_000_000;
  // What was missed while the machine was busy is made up for, but not as a burst that no service
  // would make: the rate is then lower, and the results say what was emitted.
  private static final long CATCH_UP_NANOS = 100_000_000;

  private final EmissionLedger ledger;
  private final EmissionSlot slot;
  private final long nanosPerItem;
  private final int most;
  private final Consumer<ChaosId> emit;
  private volatile boolean finishing;

  EmittingThread(EmissionLedger ledger, EmissionSlot slot, int perSecond, Consumer<ChaosId> emit) {
    this(ledger, slot, perSecond, Integer.MAX_VALUE, emit);
  }

  /** Emits {@code most} items and no more. */
  EmittingThread(
      EmissionLedger ledger, EmissionSlot slot, int perSecond, int most, Consumer<ChaosId> emit) {
    super("emit-" + slot.index());
    this.ledger = ledger;
    this.slot = slot;
    this.nanosPerItem = 1_000_000_000L / perSecond;
    this.most = most;
    this.emit = emit;
    setDaemon(true);
  }

  @Override
  public void run() {
    int sequence = 0;
    long due = System.nanoTime();
    for (Order order = ledger.order(); goesOn(order); order = ledger.order()) {
      long now = System.nanoTime();
      if (order == Order.WAIT) due = now;
      due = Math.max(due, now - CATCH_UP_NANOS);
      while (order == Order.EMIT && due <= now && sequence < most && !finishing) {
        ChaosId id = new ChaosId(slot.index(), ++sequence);
        slot.begin(sequence);
        emit.accept(id);
        slot.end(sequence);
        due += nanosPerItem;
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private boolean goesOn(Order order) {
    return order != Order.STOP && !finishing;
  }

  void finish() {
    finishing = true;
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
