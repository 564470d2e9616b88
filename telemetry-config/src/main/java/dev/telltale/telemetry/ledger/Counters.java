package dev.telltale.telemetry.ledger;

import dev.telltale.telemetry.DropReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Those counters of a ledger that outlive the process, in one buffer. Adding takes no lock and
 * allocates nothing; the two on the way of every item are striped, so that threads do not fight for
 * a cache line. Safe for use by many threads.
 */
final class Counters {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // golden ratio: neighbours land far apart

  // Two cache lines: processors fetch them in pairs.
  private static final int LINE = 128;
  private static final int STRIPES_BITS = 5;
  private static final int STRIPES = 1 << STRIPES_BITS;

  // The first line is the file's header.
  private static final int SPOOLED = LINE;
  private static final int DROPPED = 2 * LINE;
  private static final int CREATED = 4096;
  private static final int QUEUE_FULL = CREATED + STRIPES * LINE;

  /** How large the buffer is, its header included. */
  static final int BYTES = QUEUE_FULL + STRIPES * LINE;

  // Not MappedByteBuffer: the handle's signature would not be exact, and each call slow.
  private final ByteBuffer bytes;

  /**
   * Counts in {@code bytes}.
   *
   * @param bytes {@link #BYTES} of them, direct, on an 8-byte boundary
   */
  Counters(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  void created(long n) {
    add(CREATED + stripe(), n);
  }

  void dropped(DropReason reason, long n) {
    add(reason == DropReason.QUEUE_FULL ? QUEUE_FULL + stripe() : slot(reason), n);
  }

  void spooled(long n) {
    add(SPOOLED, n);
  }

  long created() {
    return sum(CREATED);
  }

  long dropped(DropReason reason) {
    return reason == DropReason.QUEUE_FULL ? sum(QUEUE_FULL) : get(slot(reason));
  }

  long dropped() {
    long all = 0;
    for (DropReason reason : DropReason.values()) {
      all += dropped(reason);
    }
    return all;
  }

  long spooled() {
    return get(SPOOLED);
  }

  /** All of them are 0; what was created first: killed between, less counts as lost, not more. */
  void clear() {
    for (int at = CREATED; at < QUEUE_FULL; at += LINE) {
      LONG.setVolatile(bytes, at, 0L);
    }
    for (int at = QUEUE_FULL; at < BYTES; at += LINE) {
      LONG.setVolatile(bytes, at, 0L);
    }
    for (int at = SPOOLED; at < CREATED; at += LINE) {
      LONG.setVolatile(bytes, at, 0L);
    }
  }

  // Numbers of the file's version 1, not of the enum.
  private static int slot(DropReason reason) {
    int place =
        switch (reason) {
          case QUEUE_FULL -> throw new IllegalArgumentException("it is striped");
          case SPOOL_FULL -> 0;
          case TOO_OLD -> 1;
          case REJECTED -> 2;
          case CORRUPT -> 3;
          case WRITE_FAILED -> 4;
          case SHUTDOWN -> 5;
          case CRASH -> 6;
        };
    return DROPPED + place * LINE;
  }

  private static int stripe() {
    return ((int) ((Thread.currentThread().getId() * SPREAD) >>> -STRIPES_BITS)) * LINE;
  }

  private long sum(int first) {
    long sum = 0;
    for (int i = 0; i < STRIPES; i++) {
      sum += get(first + i * LINE);
    }
    return sum;
  }

  private void add(int at, long n) {
    long ignored = (long) LONG.getAndAdd(bytes, at, n);
  }

  private long get(int at) {
    return (long) LONG.getVolatile(bytes, at);
  }
}
