package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests on disk, or in memory while the disk takes nothing, and counts what becomes of
 * them. What is in memory is put on disk before what comes after it. Guarded by the lock of its
 * spool, except for the totals and {@link #read}.
 */
class Shelf {
  private static final long DISK_TRIED_EVERY_MILLIS = 1000;
  private static final int TOO_OLD_AT_ONCE = 16; // a request being put away does not wait for more
  private static final int FEW = 16; // more than are under way at once, so some are waiting
  private static final int SEQUENCES_PER_MILLISECOND_BITS = 16;

  private final SpoolFolder folder;
  private final Entries entries;
  private final SpoolLimits limits;
  private final SignalLedger ledger;
  private final News news;
  private final SpoolClock clock;
  private long lastSequence;
  private boolean diskFails;
  private long diskFailedMillis;

  Shelf(
      SpoolFolder folder,
      Entries entries,
      SpoolLimits limits,
      SignalLedger ledger,
      News news,
      SpoolClock clock) {
    this.folder = folder;
    this.entries = entries;
    this.limits = limits;
    this.ledger = ledger;
    this.news = news;
    this.clock = clock;
    // Above those of every earlier process, also while its folder can't be read.
    lastSequence = Math.max(0, clock.wallMillis()) << SEQUENCES_PER_MILLISECOND_BITS;
  }

  /**
   * Whether a request of that length will be here long enough, or takes up so much of the room. To
   * pack one that is gone in a moment would be much of what the spool costs.
   */
  boolean worthPacking(int length) {
    return entries.size() >= FEW
        || length > Math.min(limits.maxBytes(), limits.memoryBytes()) / (2 * FEW);
  }

  void put(Packed packed, int items) {
    for (int i = 0; i < TOO_OLD_AT_ONCE && droppedTooOld(entries.oldestWaiting()); i++) {}
    lastSequence++;
    EntryName name = new EntryName(lastSequence, Math.max(0, clock.wallMillis()), items);
    Entry entry = Entry.inMemory(name, packed, clock.steadyMillis());
    if (blocks(entry) > limits.maxBytes()) {
      dropped(entry, DropReason.SPOOL_FULL);
    } else if (!diskIsReady() || !putOnDisk(entry)) {
      putInMemory(entry);
    }
  }

  private boolean putOnDisk(Entry entry) {
    try {
      if (makeRoom(blocks(entry))) {
        write(entry);
        diskWorks();
      } else {
        dropped(entry, DropReason.SPOOL_FULL);
      }
      return true;
    } catch (IOException e) {
      diskFails(e);
      return false;
    }
  }

  private void putInMemory(Entry entry) {
    while (entries.bytesInMemory() + entry.bytesInMemory() > limits.memoryBytes()) {
      Entry oldest = entries.oldestWaitingInMemory();
      if (oldest == null || entry.bytesInMemory() > limits.memoryBytes()) {
        dropped(entry, DropReason.WRITE_FAILED);
        return;
      }
      drop(oldest, DropReason.WRITE_FAILED);
    }
    entries.add(entry);
  }

  /**
   * Makes sure of the folder, and that nothing waits in memory, as far as the disk allows: false
   * means that what comes now has to wait behind it, in memory.
   */
  boolean diskIsReady() {
    if (diskFails && clock.steadyMillis() - diskFailedMillis < DISK_TRIED_EVERY_MILLIS) {
      return false;
    }
    try {
      if (diskFails) {
        folder.deleteLeftOvers();
      }
      if (!folder.isOpen()) {
        open();
        diskWorks();
      }
      for (Entry e = entries.firstInMemory(); e != null; e = entries.firstInMemory()) {
        if (!makeRoom(blocks(e))) {
          if (e.inFlight) {
            return false;
          }
          drop(e, DropReason.SPOOL_FULL);
        } else {
          write(e);
          diskWorks();
        }
      }
      return true;
    } catch (IOException e) {
      diskFails(e);
      return false;
    }
  }

  private void open() throws IOException {
    for (Entry entry : folder.open(this::tellKeptAside)) {
      long age = Math.max(0, clock.wallMillis() - entry.name.createdMillis());
      entry.bornMillis = clock.steadyMillis() - age;
      ledger.recovered(entry.name.items());
      if (entries.add(entry)) {
        lastSequence = Math.max(lastSequence, entry.name.sequence());
      } else {
        keptAside(entry, new CorruptFile("expected one request of that sequence, found two"));
      }
    }
    lastSequence = Math.max(lastSequence, folder.lastSequenceAside());
    ledger.lastHadSpooled(LastSpooled.by(ledger.lastEpoch(), entries.latestFirst(), folder));
    boolean ignored = makeRoom(0);
  }

  // Of the epoch and of the count in the file the next process knows what the ledger did not see.
  private void write(Entry entry) throws IOException {
    int items = entry.name.items();
    SpoolFile file = file(entry, ledger.spooled() + items);
    folder.write(file);
    entries.nowOnDisk(entry, SpoolFile.HEADER + file.packed().length());
    ledger.spooled(items);
  }

  private SpoolFile file(Entry entry, long spooled) {
    return new SpoolFile(entry.name, ledger.epoch(), spooled, entry.packed());
  }

  private static long blocks(Entry inMemory) {
    return Entry.blocks(SpoolFile.HEADER + inMemory.bytesInMemory());
  }

  private boolean makeRoom(long blocks) throws IOException {
    while (entries.bytesOnDisk() + blocks > limits.maxBytes()) {
      Entry oldest = entries.oldestWaiting();
      if (oldest == null || oldest.inMemory() != null) {
        return false;
      }
      folder.remove(oldest.name.file()); // first: a disk that takes nothing is no reason to drop
      entries.remove(oldest);
      dropped(oldest, DropReason.SPOOL_FULL);
    }
    return true;
  }

  private void diskFails(IOException e) {
    diskFailedMillis = clock.steadyMillis();
    if (!diskFails) {
      diskFails = true;
      String why = folder.dir() + ": " + Reason.of(e);
      news.add(trouble -> trouble.inMemory(why));
    }
  }

  private void diskWorks() {
    if (diskFails && entries.firstInMemory() == null) {
      diskFails = false;
      news.add(SpoolTrouble::onDisk);
    }
  }

  /** It is in flight now; null when none waits. */
  @Nullable Entry take(long afterSequence) {
    if (diskFails || entries.bytesInMemory() > 0) {
      boolean ignored = diskIsReady();
    }
    return entries.take(afterSequence);
  }

  /** The request itself, of an entry that is in flight. Needs no lock. */
  byte[] read(Entry entry) throws IOException, CorruptFile {
    Packed inMemory = entry.inMemory();
    return (inMemory == null ? folder.read(entry.name).packed() : inMemory).unpacked();
  }

  @Nullable Entry inFlight(long sequence) {
    return entries.inFlight(sequence);
  }

  void putBack(Entry entry) {
    entries.putBack(entry);
  }

  /** The collector has it. */
  void done(Entry entry) {
    entries.remove(entry);
    if (entry.inMemory() == null) {
      delete(entry);
    } else {
      ledger.spooled(entry.name.items());
    }
  }

  /** The collector will never take it. */
  void rejected(Entry entry, String why) {
    boolean onDisk = entry.inMemory() == null;
    String where = onDisk ? folder.rejected(entry) : folder.rejected(file(entry, 0));
    tellKeptAside(entry, why, where);
    entries.remove(entry);
    dropped(entry, DropReason.REJECTED);
  }

  /** It is not what was written. */
  void corrupt(Entry entry, CorruptFile e) {
    entries.remove(entry);
    keptAside(entry, e);
  }

  private void keptAside(Entry entry, CorruptFile e) {
    tellKeptAside(entry, String.valueOf(e.getMessage()), folder.corrupt(entry));
    dropped(entry, DropReason.CORRUPT);
  }

  /** The system does not let it be read now, and may later. */
  void unreadable(Entry entry, IOException e) {
    tellKeptAside(entry, Reason.of(e), "tried again later");
    entries.putBack(entry);
  }

  /** Whether it was. */
  boolean droppedTooOld(@Nullable Entry entry) {
    long oldest = clock.steadyMillis() - limits.maxAge().toMillis();
    if (entry == null || entry.bornMillis >= oldest) {
      return false;
    }
    drop(entry, DropReason.TOO_OLD);
    return true;
  }

  private void drop(Entry entry, DropReason reason) {
    entries.remove(entry);
    if (entry.inMemory() == null) {
      delete(entry);
    }
    dropped(entry, reason);
  }

  private void dropped(Entry entry, DropReason reason) {
    int items = entry.name.items();
    if (entry.inMemory() == null) {
      ledger.lost(reason, items);
    } else {
      ledger.dropped(reason, items);
    }
    news.add(trouble -> trouble.dropped(reason, items));
  }

  private void delete(Entry entry) {
    try {
      folder.delete(entry.name.file());
    } catch (IOException e) {
      diskFails(e);
    }
  }

  private void tellKeptAside(Entry entry, String what, String where) {
    tellKeptAside(folder.dir().resolve(entry.name.file()) + ": " + what + "; " + where);
  }

  private void tellKeptAside(String what) {
    news.add(trouble -> trouble.keptAside(what));
  }

  long lastSequence() {
    return lastSequence;
  }

  long items() {
    return entries.items();
  }

  long bytes() {
    return entries.bytesOnDisk() + entries.bytesInMemory();
  }

  int size() {
    return entries.size();
  }

  /** What the disk does not take now is dropped. */
  void close() {
    diskFailedMillis = clock.steadyMillis() - DISK_TRIED_EVERY_MILLIS;
    boolean ignored = diskIsReady();
    for (Entry e = entries.firstInMemory(); e != null; e = entries.firstInMemory()) {
      drop(e, DropReason.SHUTDOWN);
    }
    folder.close();
  }
}
