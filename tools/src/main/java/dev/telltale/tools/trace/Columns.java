package dev.telltale.tools.trace;

import java.util.List;

/**
 * How the width of a page is divided.
 *
 * @param span of the tree with the names
 * @param bar of the waterfall at the right
 */
record Columns(int span, int node, int bar) {
  private static final int TIME = 8;
  private static final int GAP = 2;

  static Columns of(int width, FoundTrace trace, List<TraceTree.Row> rows) {
    int node = trace.spans().stream().mapToInt(span -> span.node().length()).max().orElse(4);
    node = Math.max(4, Math.min(16, node));
    int names =
        rows.stream().mapToInt(row -> row.branch().length() + label(row).length()).max().orElse(4);
    int rest = Math.max(40, width - node - 2 * TIME - 4 * GAP);
    int span = Math.min(Math.max(names, 20), rest - Math.max(16, rest * 2 / 5));
    return new Columns(span, node, rest - span);
  }

  static String label(TraceTree.Row row) {
    SpanRecord span = row.span();
    if (span == null) return "";
    boolean call = span.kind().equals("client") || span.name().startsWith("network.");
    return call && !span.kind().isEmpty() ? span.name() + " (" + span.kind() + ")" : span.name();
  }

  String line(String spanCell, String nodeCell, String start, String took) {
    String gap = " ".repeat(GAP);
    return Words.fit(spanCell, span)
        + gap
        + Words.fit(nodeCell, node)
        + gap
        + Words.right(start, TIME)
        + gap
        + Words.right(took, TIME)
        + gap;
  }
}
