package dev.telltale.telemetry.ledger;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of the items of one signal: {@code recovered + created = delivered + waiting
 * + dropped}.
 *
 * <p>Safe for use by many threads; nothing here blocks.
 */
public final class SignalLedger implements AutoCloseable {
  private static final int READINGS = 100;

  private final LongAdder created = new LongAdder();
  private final LongAdder spooled = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder recovered = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
  private final List<LongSupplier> waiting = new CopyOnWriteArrayList<>();
  private final @Nullable String unusable;

  private SignalLedger(@Nullable String unusable) {
    this.unusable = unusable;
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  /** Counts in {@code file} where that can be; null or an unusable one: in memory. Never throws. */
  public static SignalLedger open(@Nullable Path file) {
    return new SignalLedger(file == null ? null : file + ": not kept on disk yet");
  }

  /** Counts that end with this process. */
  public static SignalLedger inMemory() {
    return new SignalLedger(null);
  }

  /** Why the counts are not kept on disk although they should be; null when they are. */
  public @Nullable String unusable() {
    return unusable;
  }

  /** {@code n} items came to be. On the way of every span: takes no lock and allocates nothing. */
  public void created(long n) {
    created.add(n);
  }

  /** {@code n} items were lost before the spool had them. */
  public void dropped(DropReason reason, long n) {
    counter(reason).add(n);
  }

  /** {@code n} items are on disk now, or left memory for good without having been there. */
  public void spooled(long n) {
    spooled.add(n);
  }

  /** The collector accepted {@code n} items. */
  public void delivered(long n) {
    delivered.add(n);
  }

  /** {@code n} items were lost after the spool had them. */
  public void lost(DropReason reason, long n) {
    counter(reason).add(n);
  }

  /** {@code n} items of earlier processes were found on disk. */
  public void recovered(long n) {
    recovered.add(n);
  }

  /** Asked for how many items wait in one place; several places may register. */
  public void waitingIs(LongSupplier items) {
    waiting.add(items);
  }

  /** The books of this moment: balanced unless items keep moving while they are read. */
  public LedgerCounts counts() {
    LedgerCounts counts = reading();
    for (int again = 1; again < READINGS && !counts.balanced(); again++) {
      Thread.onSpinWait();
      counts = reading();
    }
    return counts;
  }

  private LedgerCounts reading() {
    Map<DropReason, Long> lost = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, n) -> lost.put(reason, n.sum()));
    long accepted = delivered.sum();
    long waits = waiting.stream().mapToLong(LongSupplier::getAsLong).sum();
    return new LedgerCounts(recovered.sum(), created.sum(), accepted, waits, lost);
  }

  private LongAdder counter(DropReason reason) {
    return dropped.computeIfAbsent(reason, none -> new LongAdder());
  }

  @Override
  public void close() {}
}
