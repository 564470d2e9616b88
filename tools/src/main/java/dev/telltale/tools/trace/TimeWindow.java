package dev.telltale.tools.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The time that the bars stand for.
 *
 * @param skewNanos how far the clock of a node is off, for nodes where that shows; negative: behind
 */
record TimeWindow(long startNanos, long endNanos, Map<String, Long> skewNanos) {
  private static final long NOTICEABLE_NANOS = 2_000_000;

  /** From the spans of the nodes whose clocks agree with the one where the trace began. */
  static TimeWindow of(List<SpanRecord> spans) {
    Map<String, Long> skews = skews(spans);
    List<SpanRecord> agreed =
        spans.stream().filter(span -> !skews.containsKey(span.node())).toList();
    if (agreed.isEmpty()) agreed = spans;
    return new TimeWindow(
        agreed.stream().mapToLong(SpanRecord::startNanos).min().orElse(0),
        agreed.stream().mapToLong(SpanRecord::endNanos).max().orElse(0),
        skews);
  }

  /**
   * A server's span lies within the client's on a true clock. How far it is outside is the least
   * that the clocks differ; the largest one of a node is taken.
   */
  private static Map<String, Long> skews(List<SpanRecord> spans) {
    Map<String, SpanRecord> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    Map<String, Long> skews = new TreeMap<>();
    for (SpanRecord span : spans) {
      SpanRecord parent = byId.get(span.parentId());
      if (parent == null || parent.node().equals(span.node())) continue;
      long behind = span.startNanos() - parent.startNanos();
      long ahead = span.endNanos() - parent.endNanos();
      long skew = behind < 0 ? behind : parent.kind().equals("client") ? Math.max(0, ahead) : 0;
      if (Math.abs(skew) < NOTICEABLE_NANOS) continue;
      skews.merge(span.node(), skew, (a, b) -> Math.abs(a) > Math.abs(b) ? a : b);
    }
    return skews;
  }

  long lengthNanos() {
    return endNanos - startNanos;
  }

  /** The bar of a span in {@code width} columns, cut where it leaves the window. */
  String bar(SpanRecord span, int width) {
    if (span.endNanos() < startNanos) return "‹";
    if (span.startNanos() > endNanos) return " ".repeat(width - 1) + "›";
    double perColumn = Math.max(1, lengthNanos()) / (double) width;
    int from = column((span.startNanos() - startNanos) / perColumn, width - 1);
    long tookNanos = span.endNanos() - span.startNanos();
    if (tookNanos < perColumn / 2) return " ".repeat(from) + "▏";
    int to = column(Math.rint((span.endNanos() - startNanos) / perColumn), width);
    return " ".repeat(from) + "█".repeat(Math.max(1, to - from));
  }

  private static int column(double at, int last) {
    return (int) Math.max(0, Math.min(last, at));
  }
}
