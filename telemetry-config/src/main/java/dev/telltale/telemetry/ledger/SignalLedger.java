package dev.telltale.telemetry.ledger;

import static java.util.Objects.requireNonNull;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of the items of one signal: {@code recovered + created = delivered + waiting
 * + dropped}.
 *
 * <p>What was created, and what became of it before it was on disk, is kept in a file that a kill
 * does not take away. From it the next process knows how many items died in memory: those are
 * counted as recovered and as dropped by the crash. All else is counted by itself, from 0, in each
 * process.
 *
 * <p>Safe for use by many threads; nothing here blocks.
 */
public final class SignalLedger implements AutoCloseable {
  private static final int READINGS = 1000;

  private final LedgerPlace place;
  private final Counters counters;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong lastSpooled;
  private final Map<DropReason, AtomicLong> lost = new EnumMap<>(DropReason.class);
  private final List<LongSupplier> waiting = new CopyOnWriteArrayList<>();

  private SignalLedger(LedgerPlace place) {
    this.place = place;
    counters = place.counters();
    lastSpooled = new AtomicLong(place.last().spooled());
    for (DropReason reason : DropReason.values()) {
      lost.put(reason, new AtomicLong());
    }
  }

  /** Counts in {@code file} where that can be; null or an unusable one: in memory. Never throws. */
  public static SignalLedger open(@Nullable Path file) {
    return new SignalLedger(file == null ? LedgerPlace.memory(null) : LedgerPlace.of(file));
  }

  /** Counts that end with this process. */
  public static SignalLedger inMemory() {
    return open(null);
  }

  /**
   * Why the counts end with this process although they should not; null when they do not. Then what
   * dies with this process is not counted by the next one.
   */
  public @Nullable String unusable() {
    return place.unusable();
  }

  /**
   * Which file stood in place of the last process's counts, and what it was; null when none did.
   */
  public @Nullable String setAside() {
    return place.setAside();
  }

  /** {@code n} items came to be. On the way of every span: takes no lock and allocates nothing. */
  public void created(long n) {
    counters.created(n);
  }

  /** {@code n} items were lost before they were on disk. As cheap as {@link #created}. */
  public void dropped(DropReason reason, long n) {
    counters.dropped(reason, n);
  }

  /** {@code n} items are on disk now, or left memory for good without having been there. */
  public void spooled(long n) {
    counters.spooled(n);
  }

  /** The collector accepted {@code n} items. */
  public void delivered(long n) {
    delivered.addAndGet(n);
  }

  /** {@code n} items were lost after they were counted as spooled. */
  public void lost(DropReason reason, long n) {
    requireNonNull(lost.get(reason)).addAndGet(n);
  }

  /** {@code n} items of earlier processes were found on disk. */
  public void recovered(long n) {
    found.addAndGet(n);
  }

  /** Asked for how many items wait in one place; several places may register. */
  public void waitingIs(LongSupplier items) {
    waiting.add(items);
  }

  /** Of this process, in what it writes: so that the next one knows whose it is. Never 0. */
  public long epoch() {
    return place.epoch();
  }

  /** Of the process before this one; 0 where nothing is known of it. */
  public long lastEpoch() {
    return place.last().epoch();
  }

  /** How many items this process has spooled. */
  public long spooled() {
    return counters.spooled();
  }

  /**
   * The last process had spooled {@code items}, as what it left on disk says: a kill between the
   * writing and the counting is no loss.
   */
  public void lastHadSpooled(long items) {
    lastSpooled.accumulateAndGet(items, Math::max);
  }

  /** The books of this moment: balanced unless items keep moving while they are read. */
  public LedgerCounts counts() {
    for (int again = 1; again < READINGS; again++) {
      // A batch on its way to disk is in two places for as long as the writing takes: what is
      // looked at again and again meanwhile must not be made anew each time.
      if (balances()) {
        LedgerCounts counts = reading();
        if (counts.balanced()) {
          return counts;
        }
      }
      Thread.onSpinWait();
    }
    return reading();
  }

  private boolean balances() {
    long crash = crash();
    long gone = crash + delivered.get() + counters.dropped();
    for (AtomicLong n : lost.values()) {
      gone += n.get();
    }
    for (LongSupplier items : waiting) {
      gone += items.getAsLong();
    }
    return crash + found.get() + counters.created() == gone;
  }

  // Created last: what came to be meanwhile is then in none of the others.
  private LedgerCounts reading() {
    long crash = crash();
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    lost.forEach((reason, n) -> dropped.put(reason, n.get() + counters.dropped(reason)));
    dropped.merge(DropReason.CRASH, crash, Long::sum);
    long accepted = delivered.get();
    long waits = 0;
    for (LongSupplier items : waiting) {
      waits += items.getAsLong();
    }
    return new LedgerCounts(crash + found.get(), counters.created(), accepted, waits, dropped);
  }

  // Less than nothing would be a file that a power cut left older in one page than in another.
  private long crash() {
    LedgerFile.Last last = place.last();
    return Math.max(0, last.created() - last.dropped() - lastSpooled.get());
  }

  /** Lets another process have the file. What is counted afterwards is not kept. */
  @Override
  public void close() {
    place.close();
  }
}
