package dev.telltale.tools.chaos.sink;

import java.util.Arrays;
import java.util.BitSet;

/** Which items of one emitting thread arrived. Not safe for use by many threads. */
final class SlotArrivals {
  private final BitSet sequences = new BitSet();
  private long[] keys = new long[0];
  private long again;

  /** Notes an arrival; whether it is the first of its item. */
  boolean add(int sequence) {
    boolean first = !sequences.get(sequence);
    if (!first) again++;
    sequences.set(sequence);
    return first;
  }

  /** As the other; one that came before with the same {@code key} does not count as come again. */
  boolean add(int sequence, long key) {
    if (sequence >= keys.length) keys = Arrays.copyOf(keys, Math.max(1024, 2 * sequence));
    if (sequences.get(sequence) && keys[sequence] == key) return false;
    keys[sequence] = key;
    return add(sequence);
  }

  /** How many arrivals were not the first of their item. */
  long again() {
    return again;
  }

  int highest() {
    return Math.max(0, sequences.length() - 1);
  }

  /** How many of the items 1 to {@code last} arrived. */
  long upTo(long last) {
    return sequences.get(1, (int) last + 1).cardinality();
  }

  /** How many items with a higher number than {@code last} arrived. */
  long beyond(long last) {
    return (long) sequences.cardinality() - sequences.get(0, (int) last + 1).cardinality();
  }

  /** The first run of items up to {@code last} that did not arrive: first and last number, or 0. */
  int[] firstGap(long last) {
    int from = sequences.nextClearBit(1);
    if (from > last) return new int[] {0, 0};
    int next = sequences.nextSetBit(from);
    return new int[] {from, next < 0 ? (int) last : Math.min(next - 1, (int) last)};
  }
}
