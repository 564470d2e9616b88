package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a spool and its ledger should be, in lists that are searched from end to end. */
final class SpoolModel {
  /** A request as the model sees it. */
  static final class Request {
    final long sequence;
    final long createdMillis;
    final int items;
    final byte[] bytes;
    final long packed;
    int attempts;
    boolean inFlight;
    boolean inMemory;
    boolean damaged;
    long fileLength;

    private long knownLength; // the spool looks at a file's length when it opens

    Request(long sequence, long createdMillis, int items, byte[] bytes, long packed) {
      this.sequence = sequence;
      this.createdMillis = createdMillis;
      this.items = items;
      this.bytes = bytes;
      this.packed = packed;
      fileLength = 64 + packed;
      knownLength = fileLength;
    }

    long blocks() {
      return (knownLength + 4095) / 4096 * 4096;
    }
  }

  private static final class DiskRefuses extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final SpoolLimits limits;
  final List<Request> waiting = new ArrayList<>(); // or in flight; by sequence
  final List<Request> ghosts = new ArrayList<>(); // done with, but the disk did not let go of them
  boolean full;
  boolean readOnly;
  long now;
  long last;
  long queued; // created, and not appended yet

  private boolean fails;
  private long failedAt;
  private boolean leftOvers;

  private long recovered;
  private long created;
  private long delivered;
  private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

  SpoolModel(SpoolLimits limits) {
    this.limits = limits;
  }

  LedgerCounts counts() {
    return new LedgerCounts(recovered, created, delivered, items() + queued, dropped);
  }

  long items() {
    return waiting.stream().mapToLong(r -> r.items).sum();
  }

  long bytes() {
    return onDisk() + inMemory();
  }

  private long onDisk() {
    return waiting.stream().filter(r -> !r.inMemory).mapToLong(Request::blocks).sum();
  }

  private long inMemory() {
    return waiting.stream().filter(r -> r.inMemory).mapToLong(r -> r.packed).sum();
  }

  /** A process begins with {@code found}, after one that took {@code crash} items with it. */
  void begins(List<Request> found, long crash) {
    waiting.clear();
    ghosts.clear();
    for (Request r : found) {
      r.attempts = 0;
      r.inFlight = false;
      r.inMemory = false;
      r.knownLength = r.fileLength;
      waiting.add(r);
    }
    fails = false;
    leftOvers = false;
    queued = 0;
    recovered = crash + items();
    created = 0;
    delivered = 0;
    dropped.clear();
    count(DropReason.CRASH, crash);
  }

  void created(long items) {
    created += items;
    queued += items;
  }

  void dropped(DropReason reason, long items) {
    queued -= items;
    count(reason, items);
  }

  void append(Request r) {
    queued -= r.items;
    for (int i = 0; i < 16; i++) {
      Request oldest = first(w -> !w.inFlight);
      if (oldest == null || !tooOld(oldest)) {
        break;
      }
      drop(oldest, DropReason.TOO_OLD);
    }
    last = r.sequence;
    if (r.blocks() > limits.maxBytes()) {
      count(DropReason.SPOOL_FULL, r.items);
    } else if (!diskIsReady() || !putOnDisk(r)) {
      putInMemory(r);
    }
  }

  private boolean putOnDisk(Request r) {
    try {
      if (!makeRoom(r.blocks())) {
        count(DropReason.SPOOL_FULL, r.items);
        return true;
      }
      write();
      waiting.add(r);
      works();
      return true;
    } catch (DiskRefuses e) {
      fails();
      return false;
    }
  }

  private void putInMemory(Request r) {
    while (inMemory() + r.packed > limits.memoryBytes()) {
      Request oldest = first(w -> w.inMemory && !w.inFlight);
      if (oldest == null || r.packed > limits.memoryBytes()) {
        count(DropReason.WRITE_FAILED, r.items);
        return;
      }
      drop(oldest, DropReason.WRITE_FAILED);
    }
    r.inMemory = true;
    waiting.add(r);
  }

  private boolean diskIsReady() {
    if (fails && Math.abs(now - failedAt) < 1000) {
      return false;
    }
    try {
      if (fails && leftOvers) {
        if (readOnly) {
          throw new DiskRefuses();
        }
        ghosts.clear();
        leftOvers = false;
      }
      for (Request r = first(w -> w.inMemory); r != null; r = first(w -> w.inMemory)) {
        if (makeRoom(r.blocks())) {
          write();
          r.inMemory = false;
          works();
        } else if (r.inFlight) {
          return false;
        } else {
          drop(r, DropReason.SPOOL_FULL);
        }
      }
      return true;
    } catch (DiskRefuses e) {
      fails();
      return false;
    }
  }

  private boolean makeRoom(long blocks) throws DiskRefuses {
    while (onDisk() + blocks > limits.maxBytes()) {
      Request oldest = first(w -> !w.inFlight);
      if (oldest == null || oldest.inMemory) {
        return false;
      }
      if (readOnly) {
        throw new DiskRefuses();
      }
      drop(oldest, DropReason.SPOOL_FULL);
    }
    return true;
  }

  private void write() throws DiskRefuses {
    leftOvers |= readOnly;
    if (full || readOnly) {
      throw new DiskRefuses();
    }
  }

  /** What {@link Spool#take} should return. */
  @Nullable Request take(long after) {
    while (true) {
      if (fails || inMemory() > 0) {
        boolean ignored = diskIsReady();
      }
      Request next =
          waiting(w -> !w.inFlight && w.sequence > after)
              .min(Comparator.comparingInt(r -> r.attempts))
              .orElse(null);
      if (next == null) {
        return null;
      }
      next.inFlight = true;
      if (tooOld(next)) {
        drop(next, DropReason.TOO_OLD);
      } else if (next.damaged && !next.inMemory) {
        aside(next, DropReason.CORRUPT);
      } else {
        return next;
      }
    }
  }

  void delivered(Request r, long rejected) {
    waiting.remove(r);
    delete(r);
    delivered += r.items - rejected;
    count(DropReason.REJECTED, rejected);
  }

  void refused(Request r) {
    aside(r, DropReason.REJECTED);
  }

  void putBack(Request r) {
    r.inFlight = false;
    r.attempts++;
  }

  void close() {
    failedAt = now - 1000;
    boolean ignored = diskIsReady();
    for (Request r = first(w -> w.inMemory); r != null; r = first(w -> w.inMemory)) {
      drop(r, DropReason.SHUTDOWN);
    }
    if (!readOnly) {
      ghosts.clear();
    }
  }

  private void aside(Request r, DropReason reason) {
    waiting.remove(r);
    count(reason, r.items);
    if (!r.inMemory && readOnly) {
      ghosts.add(r);
      leftOvers = true;
    }
  }

  private void drop(Request r, DropReason reason) {
    waiting.remove(r);
    delete(r);
    count(reason, r.items);
  }

  private void delete(Request r) {
    if (!r.inMemory && readOnly) {
      ghosts.add(r);
      leftOvers = true;
      fails();
    }
  }

  private void fails() {
    fails = true;
    failedAt = now;
  }

  private void works() {
    fails &= first(w -> w.inMemory) != null;
  }

  boolean tooOld(Request r) {
    return r.createdMillis < now - limits.maxAge().toMillis();
  }

  /** Whether what was on disk, and waited, may have made room for {@code more}. */
  boolean roomIsShort(@Nullable Request more) {
    long needed = waiting(w -> w.inMemory).mapToLong(Request::blocks).sum();
    return onDisk() + needed + (more == null ? 0 : more.blocks()) > limits.maxBytes();
  }

  private void count(DropReason reason, long items) {
    dropped.merge(reason, items, Long::sum);
  }

  private Stream<Request> waiting(Predicate<Request> which) {
    return waiting.stream().filter(which);
  }

  private @Nullable Request first(Predicate<Request> which) {
    return waiting(which).findFirst().orElse(null);
  }
}
