package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requests of one signal until the collector has taken them: on disk, where a kill of the
 * process does not reach them, or in memory while the disk takes nothing. Nothing leaves it that is
 * not counted in the ledger. What a kill leaves is found by the next process.
 *
 * <p>Safe for use by many threads.
 */
public final class Spool implements AutoCloseable {
  private final Object lock = new Object();
  private final Shelf shelf;
  private final SignalLedger ledger;
  private final News news;
  private final Packer packer = new Packer();
  private volatile Runnable wake = () -> {};
  private boolean closed; // guarded by lock, like the shelf

  Spool(Shelf shelf, SignalLedger ledger, News news) {
    this.shelf = shelf;
    this.ledger = ledger;
    this.news = news;
    ledger.waitingIs(this::items);
    synchronized (lock) {
      boolean ignored = shelf.diskIsReady();
    }
    news.tell();
  }

  /**
   * Opens the spool of one signal. Never throws because of the world: a folder that can't be used,
   * or that another process uses, means memory, and {@code trouble} is told so once; it is tried
   * again. Only one spool counts into {@code ledger}.
   */
  public static Spool open(
      Path dir,
      SpoolLimits limits,
      SignalLedger ledger,
      SpoolTrouble trouble,
      InstantSource clock) {
    News news = new News(trouble);
    SpoolFolder folder = new SpoolFolder(dir, new SystemFiles(), limits.fsync());
    Shelf shelf = new Shelf(folder, new Entries(), limits, ledger, news, SpoolClock.of(clock));
    return new Spool(shelf, ledger, news);
  }

  /**
   * Returns when the request is on disk, or in memory where the disk does not take it. Makes room
   * where there is none: the oldest are dropped.
   *
   * @param items spans, log records or data points in it; not negative
   */
  public void append(byte[] request, int items) {
    Packed packed = worthPacking(request.length) ? packer.pack(request) : Packed.not(request);
    synchronized (lock) {
      if (closed) {
        ledger.dropped(DropReason.SHUTDOWN, items);
      } else {
        shelf.put(packed, items);
      }
    }
    news.tell();
    wake.run();
  }

  boolean worthPacking(int length) {
    synchronized (lock) {
      return shelf.worthPacking(length);
    }
  }

  /**
   * The waiting request with the fewest attempts and then the lowest sequence, of those above
   * {@code afterSequence}; null if there is none. It is in flight until it is settled. What is too
   * old, or not what was written, is counted and passed over.
   */
  public @Nullable Taken take(long afterSequence) {
    try {
      for (Entry entry = next(afterSequence); entry != null; entry = next(afterSequence)) {
        try {
          return taken(entry);
        } catch (CorruptFile e) {
          settle(entry.name.sequence(), same -> shelf.corrupt(same, e));
        } catch (IOException e) { // too many open files, say: not worth trying others
          settle(entry.name.sequence(), same -> shelf.unreadable(same, e));
          return null;
        }
      }
      return null;
    } finally {
      news.tell();
    }
  }

  private @Nullable Entry next(long afterSequence) {
    while (true) { // for each the lock anew: there may be many that are too old
      synchronized (lock) {
        Entry entry = closed ? null : shelf.take(afterSequence);
        if (entry == null || !shelf.droppedTooOld(entry)) {
          return entry;
        }
      }
    }
  }

  // Without the lock: others write and settle meanwhile. What is in flight is nobody else's.
  private Taken taken(Entry entry) throws IOException, CorruptFile {
    EntryName name = entry.name;
    byte[] request = shelf.read(entry);
    Instant createdAt = Instant.ofEpochMilli(name.createdMillis());
    return new Taken(name.sequence(), name.items(), createdAt, entry.attempts, request);
  }

  /** The collector accepted all of it but {@code rejectedItems}. */
  public void delivered(Taken t, long rejectedItems) {
    settle(
        t.sequence(),
        entry -> {
          long rejected = Math.max(0, Math.min(rejectedItems, t.items()));
          shelf.done(entry);
          ledger.delivered(t.items() - rejected);
          ledger.lost(DropReason.REJECTED, rejected);
        });
    news.tell();
  }

  /** The collector will never take it: kept aside with {@code why}, and counted. */
  public void refused(Taken t, String why) {
    settle(t.sequence(), entry -> shelf.rejected(entry, why));
    news.tell();
  }

  /** It waits again, with one attempt more. */
  public void putBack(Taken t) {
    settle(t.sequence(), shelf::putBack);
    news.tell();
  }

  // Settled a second time, or after the closing, it is nobody's.
  private void settle(long sequence, Consumer<Entry> how) {
    synchronized (lock) {
      Entry entry = closed ? null : shelf.inFlight(sequence);
      if (entry != null) {
        how.accept(entry);
      }
    }
  }

  /** Of the latest request it has or had; those appended from now on are above it. */
  public long lastSequence() {
    synchronized (lock) {
      return shelf.lastSequence();
    }
  }

  /** In requests that wait or are in flight. */
  public long items() {
    return shelf.items();
  }

  /** What the requests that wait or are in flight take: whole blocks on disk, bytes in memory. */
  public long bytes() {
    return shelf.bytes();
  }

  /** Requests that wait or are in flight. */
  public int entries() {
    synchronized (lock) {
      return shelf.size();
    }
  }

  /** Called after an append, outside of locks, on the thread that appended. */
  public void onAppend(Runnable wake) {
    this.wake = wake;
  }

  /**
   * What is in memory is written to disk if it now can be, else counted as dropped; the folder is
   * free for another process. Nothing can be appended, taken or settled afterwards.
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        shelf.close();
      }
    }
    packer.close();
    news.tell();
  }
}
