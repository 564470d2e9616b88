package dev.telltale.telemetry.spool;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A request that waits or is in flight. Guarded by the lock of its spool. */
final class Entry {
  private static final long BLOCK = 4096; // what the smallest file takes on most file systems

  final EntryName name;
  int attempts;
  boolean inFlight;

  /** By the steady clock of this process, also if it was born in an earlier one. */
  long bornMillis;

  private long bytesOnDisk;
  private @Nullable Packed inMemory;

  private Entry(EntryName name, long bytesOnDisk, @Nullable Packed inMemory) {
    this.name = name;
    this.bytesOnDisk = bytesOnDisk;
    this.inMemory = inMemory;
  }

  static Entry inMemory(EntryName name, Packed packed, long bornMillis) {
    Entry entry = new Entry(name, 0, packed);
    entry.bornMillis = bornMillis;
    return entry;
  }

  static Entry onDisk(EntryName name, long fileLength) {
    return new Entry(name, blocks(fileLength), null);
  }

  /** It is in a file of {@code fileLength} from now on. */
  void nowOnDisk(long fileLength) {
    bytesOnDisk = blocks(fileLength);
    inMemory = null;
  }

  /** Null when it is on disk. */
  @Nullable Packed inMemory() {
    return inMemory;
  }

  /** Of one that is in memory. */
  Packed packed() {
    return requireNonNull(inMemory, "inMemory");
  }

  long bytesInMemory() {
    return inMemory == null ? 0 : inMemory.length();
  }

  long bytesOnDisk() {
    return bytesOnDisk;
  }

  /** What a file of that length takes on disk. */
  static long blocks(long fileLength) {
    return (fileLength + BLOCK - 1) / BLOCK * BLOCK;
  }
}
