package dev.telltale.telemetry.spool;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All requests of a spool, in the orders they are asked for. Guarded by the lock of its spool,
 * except for the totals.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // they are written under the lock only
class Entries {
  private final TreeMap<Long, Entry> all = new TreeMap<>();
  private final TreeMap<Long, Entry> inMemory = new TreeMap<>();
  // Attempts, then sequence: of attempts there are few different ones.
  private final TreeMap<Integer, TreeMap<Long, Entry>> waiting = new TreeMap<>();

  private volatile long items;
  private volatile long bytesOnDisk;
  private volatile long bytesInMemory;

  /** False, and nothing is changed, when there is one of that sequence. */
  boolean add(Entry entry) {
    if (all.putIfAbsent(entry.name.sequence(), entry) != null) {
      return false;
    }
    if (entry.inMemory() != null) {
      inMemory.put(entry.name.sequence(), entry);
    }
    waits(entry);
    count(entry, 1);
    return true;
  }

  /** It was delivered or is lost. */
  void remove(Entry entry) {
    all.remove(entry.name.sequence());
    inMemory.remove(entry.name.sequence());
    if (!entry.inFlight) {
      waitsNoLonger(entry);
    }
    count(entry, -1);
  }

  /** The waiting one with the fewest attempts and then the lowest sequence is in flight now. */
  @Nullable Entry take(long afterSequence) {
    for (TreeMap<Long, Entry> sameAttempts : waiting.values()) {
      Map.Entry<Long, Entry> next = sameAttempts.higherEntry(afterSequence);
      if (next != null) {
        Entry entry = next.getValue();
        waitsNoLonger(entry);
        entry.inFlight = true;
        return entry;
      }
    }
    return null;
  }

  /** Null when it is not in flight. */
  @Nullable Entry inFlight(long sequence) {
    Entry entry = all.get(sequence);
    return entry != null && entry.inFlight ? entry : null;
  }

  /** It waits again, with one attempt more. */
  void putBack(Entry entry) {
    entry.inFlight = false;
    entry.attempts++;
    waits(entry);
  }

  /** Null when all are in flight, or there are none. */
  @Nullable Entry oldestWaiting() {
    Entry oldest = null;
    for (TreeMap<Long, Entry> sameAttempts : waiting.values()) {
      Entry first = sameAttempts.firstEntry().getValue();
      if (oldest == null || first.name.sequence() < oldest.name.sequence()) {
        oldest = first;
      }
    }
    return oldest;
  }

  /** The oldest in memory; null when all are on disk. */
  @Nullable Entry firstInMemory() {
    return inMemory.isEmpty() ? null : inMemory.firstEntry().getValue();
  }

  /** The oldest in memory that is not in flight; null when there is none. */
  @Nullable Entry oldestWaitingInMemory() {
    for (Entry entry : inMemory.values()) {
      if (!entry.inFlight) {
        return entry;
      }
    }
    return null;
  }

  /** One that is in memory, or a new one, is in a file of that length. */
  void nowOnDisk(Entry entry, long fileLength) {
    if (all.containsKey(entry.name.sequence())) {
      bytesInMemory -= entry.bytesInMemory();
      entry.nowOnDisk(fileLength);
      bytesOnDisk += entry.bytesOnDisk();
      inMemory.remove(entry.name.sequence());
    } else {
      entry.nowOnDisk(fileLength);
      boolean ignored = add(entry);
    }
  }

  /** By sequence, downwards. */
  Iterable<Entry> latestFirst() {
    return all.descendingMap().values();
  }

  int size() {
    return all.size();
  }

  /** In all of them; to be read by any thread. */
  long items() {
    return items;
  }

  /** Of all their files, in whole blocks; to be read by any thread. */
  long bytesOnDisk() {
    return bytesOnDisk;
  }

  /** To be read by any thread. */
  long bytesInMemory() {
    return bytesInMemory;
  }

  private void waits(Entry entry) {
    waiting
        .computeIfAbsent(entry.attempts, none -> new TreeMap<>())
        .put(entry.name.sequence(), entry);
  }

  private void waitsNoLonger(Entry entry) {
    waiting.computeIfPresent(
        entry.attempts,
        (attempts, same) -> {
          same.remove(entry.name.sequence());
          return same.isEmpty() ? null : same;
        });
  }

  private void count(Entry entry, int sign) {
    items += (long) sign * entry.name.items();
    bytesOnDisk += sign * entry.bytesOnDisk();
    bytesInMemory += sign * entry.bytesInMemory();
  }
}
