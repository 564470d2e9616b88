package dev.telltale.telemetry.queue;

import dev.telltale.telemetry.DropReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** A ledger that lasts as long as its test. */
final class Books implements QueueLedger {
  private final LongAdder created = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
  private final List<LongSupplier> waiting = new CopyOnWriteArrayList<>();

  Books() {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  @Override
  public void created(long items) {
    created.add(items);
  }

  @Override
  public void dropped(DropReason reason, long items) {
    dropped.get(reason).add(items);
  }

  @Override
  public void waitingIs(LongSupplier items) {
    waiting.add(items);
  }

  long created() {
    return created.sum();
  }

  long dropped(DropReason reason) {
    return dropped.get(reason).sum();
  }

  long droppedTotal() {
    return dropped.values().stream().mapToLong(LongAdder::sum).sum();
  }

  long waiting() {
    return waiting.stream().mapToLong(LongSupplier::getAsLong).sum();
  }
}
