package dev.telltale.tools.chaos.bench;

import java.util.Arrays;

/** The times of one phase. Safe for use by many threads. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long elapsedNanos) {
    if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
    nanos[count++] = elapsedNanos;
  }

  synchronized double p99Millis() {
    if (count == 0) return 0;
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) (count * 0.99)] / 1e6;
  }
}
