package dev.telltale.tools.trace;

import java.util.Comparator;

/**
 * A trace that was looked for by what it is about.
 *
 * @param published whether it is the one that published it, and not a later one that read it
 */
record Newest(String traceId, boolean published, long startNanos) {
  /** The best one last: a publish before all that came after it, then the newest. */
  static final Comparator<Newest> BEST =
      Comparator.comparing(Newest::published).thenComparingLong(Newest::startNanos);
}
