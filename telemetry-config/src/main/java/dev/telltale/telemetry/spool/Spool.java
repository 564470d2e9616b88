package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one signal that wait until the collector has taken them. Safe for use by many
 * threads.
 */
public final class Spool implements AutoCloseable {
  private final TreeMap<Long, Taken> waiting = new TreeMap<>();
  private final TreeMap<Long, Taken> inFlight = new TreeMap<>();
  private final SpoolLimits limits;
  private final SignalLedger ledger;
  private final InstantSource clock;
  private volatile Runnable wake = () -> {};
  private long lastSequence;
  private boolean closed;

  private Spool(SpoolLimits limits, SignalLedger ledger, InstantSource clock) {
    this.limits = limits;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Opens the spool of one signal. Never throws because of the world: a folder that can't be used
   * means memory, and {@code trouble} is told so once.
   */
  public static Spool open(
      Path dir,
      SpoolLimits limits,
      SignalLedger ledger,
      SpoolTrouble trouble,
      InstantSource clock) {
    Spool spool = new Spool(limits, ledger, clock);
    ledger.waitingIs(spool::items);
    trouble.inMemory(dir + ": not used yet");
    return spool;
  }

  /** Returns when the request is on disk, or in memory where the disk does not take it. */
  public void append(byte[] request, int items) {
    synchronized (this) {
      if (closed || request.length > limits.memoryBytes()) {
        ledger.dropped(closed ? DropReason.SHUTDOWN : DropReason.WRITE_FAILED, items);
        return;
      }
      lastSequence++;
      waiting.put(lastSequence, new Taken(lastSequence, items, clock.instant(), 0, request));
    }
    wake.run();
  }

  /**
   * The waiting request with the fewest attempts and then the lowest sequence, of those above
   * {@code afterSequence}; null if there is none. It is in flight until it is settled.
   */
  public synchronized @Nullable Taken take(long afterSequence) {
    @Nullable Taken best = null;
    for (Taken t : waiting.tailMap(afterSequence, false).values()) {
      if (best == null || t.attempts() < best.attempts()) {
        best = t;
      }
    }
    if (best != null) {
      waiting.remove(best.sequence());
      inFlight.put(best.sequence(), best);
    }
    return best;
  }

  /** The collector accepted all of it but {@code rejectedItems}. */
  public synchronized void delivered(Taken t, long rejectedItems) {
    if (inFlight.remove(t.sequence()) != null) {
      ledger.spooled(t.items());
      ledger.delivered(t.items() - rejectedItems);
      ledger.lost(DropReason.REJECTED, rejectedItems);
    }
  }

  /** The collector will never take it: kept aside, and counted. */
  public synchronized void refused(Taken t, String why) {
    if (inFlight.remove(t.sequence()) != null) {
      ledger.spooled(t.items());
      ledger.lost(DropReason.REJECTED, t.items());
    }
  }

  /** It waits again, with one attempt more. */
  public synchronized void putBack(Taken t) {
    if (inFlight.remove(t.sequence()) != null) {
      waiting.put(
          t.sequence(),
          new Taken(t.sequence(), t.items(), t.createdAt(), t.attempts() + 1, t.request()));
    }
  }

  /** Of the latest request appended; 0 before the first. */
  public synchronized long lastSequence() {
    return lastSequence;
  }

  /** Waiting or in flight. */
  public synchronized long items() {
    return waiting.values().stream().mapToLong(Taken::items).sum()
        + inFlight.values().stream().mapToLong(Taken::items).sum();
  }

  /** What the requests that wait or are in flight take, on disk and in memory. */
  public synchronized long bytes() {
    return waiting.values().stream().mapToLong(t -> t.request().length).sum()
        + inFlight.values().stream().mapToLong(t -> t.request().length).sum();
  }

  /** Requests that wait or are in flight. */
  public synchronized int entries() {
    return waiting.size() + inFlight.size();
  }

  /** Called after an append, outside of locks, on the thread that appended. */
  public void onAppend(Runnable wake) {
    this.wake = wake;
  }

  /**
   * Nothing can be appended or taken afterwards. What is not on disk by then is counted dropped.
   */
  @Override
  public synchronized void close() {
    closed = true;
    ledger.dropped(DropReason.SHUTDOWN, items());
    waiting.clear();
    inFlight.clear();
  }
}
