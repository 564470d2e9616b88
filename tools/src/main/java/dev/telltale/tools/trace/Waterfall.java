package dev.telltale.tools.trace;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prints a trace as a tree of spans, each with its bar and the log lines written in it.
 *
 * @param width of the page in columns
 * @param limit of spans; how many are left out is said
 */
public record Waterfall(int width, int limit, Palette palette) {
  public static final int DEFAULT_WIDTH = 100;
  public static final int DEFAULT_LIMIT = 200;

  public void print(FoundTrace trace, PrintWriter out) {
    new Page(trace, out).print();
    out.flush();
  }

  private final class Page {
    private final FoundTrace trace;
    private final PrintWriter out;
    private final List<TraceTree.Row> rows;
    private final TimeWindow window;
    private final Columns columns;
    private final SpanNotes notes;
    private final Map<String, List<LogLine>> lines;

    Page(FoundTrace trace, PrintWriter out) {
      this.trace = trace;
      this.out = out;
      rows = TraceTree.rows(trace.spans());
      window = TimeWindow.of(trace.spans());
      columns = Columns.of(width, trace, rows);
      notes = new SpanNotes(trace, window.startNanos());
      lines = trace.lines().stream().collect(Collectors.groupingBy(LogLine::spanId));
    }

    void print() {
      head();
      int left = limit;
      int shown = 0;
      for (TraceTree.Row row : rows) {
        if (row.span() != null && left-- <= 0) break;
        shown++;
        row(row);
      }
      leftOut(rows.subList(shown, rows.size()));
      homelessLines();
    }

    private void head() {
      out.println("trace " + trace.traceId() + "   " + palette.title(trace.title()));
      say(
          "",
          Words.counted(trace.nodes(), "node")
              + ", "
              + Words.counted(trace.spans().size(), "span")
              + ", "
              + Words.counted(trace.lines().size(), "log line")
              + ", "
              + Words.time(window.lengthNanos())
              + "; from "
              + trace.from());
      window.skewNanos().forEach(this::skew);
      out.println();
      String total = Words.time(window.lengthNanos());
      String scale = "0 ms" + Words.right(total, columns.bar() - 4);
      out.println(palette.quiet(columns.line("span", "node", "start", "took") + scale));
    }

    private void skew(String node, long nanos) {
      String off = Words.time(Math.abs(nanos)) + (nanos < 0 ? " behind" : " ahead");
      say("", node + ": its clock is at least " + off + ", so its bars are out of place");
    }

    private void row(TraceTree.Row row) {
      SpanRecord span = row.span();
      if (span == null) {
        out.println(palette.quiet(row.branch()));
        return;
      }
      String cells =
          columns.line(
              row.branch() + Columns.label(row),
              span.node(),
              Words.time(span.startNanos() - window.startNanos()),
              Words.time(span.endNanos() - span.startNanos()));
      String bar = window.bar(span, columns.bar());
      if (span.failure() == null) out.println(cells + palette.bar(bar));
      else out.println(palette.failed(cells + bar));
      String below = row.below() + "  ";
      say(below, notes.fields(span));
      sayFailed(below, notes.failure(span));
      say(below, notes.events(span));
      lines.getOrDefault(span.spanId(), List.of()).forEach(line -> log(below, line));
    }

    private void log(String below, LogLine line) {
      String text = Words.fit(line.level(), 5) + " " + line.message().strip();
      for (String part : Wrapped.lines(text, width - below.length(), 6)) {
        out.println(palette.quiet(below) + coloured(line.level(), part));
      }
    }

    private String coloured(String level, String text) {
      return switch (level) {
        case "ERROR" -> palette.failed(text);
        case "WARN" -> palette.warned(text);
        default -> palette.quiet(text);
      };
    }

    private void sayFailed(String below, String text) {
      if (text.isEmpty()) return;
      Wrapped.lines(text, width - below.length(), 2)
          .forEach(part -> out.println(palette.quiet(below) + palette.failed(part)));
    }

    private void say(String below, String text) {
      if (text.isEmpty()) return;
      Wrapped.lines(text, width - below.length(), 2).forEach(part -> out.println(below + part));
    }

    private void leftOut(List<TraceTree.Row> rest) {
      List<SpanRecord> spans =
          rest.stream().map(TraceTree.Row::span).filter(span -> span != null).toList();
      if (spans.isEmpty()) return;
      long failed = spans.stream().filter(span -> span.failure() != null).count();
      out.println(
          "… "
              + Words.counted(spans.size(), "more span")
              + " left out, "
              + failed
              + " of them failed; --limit "
              + (limit + spans.size())
              + " shows all");
    }

    private void homelessLines() {
      Set<String> spans = new HashSet<>();
      trace.spans().forEach(span -> spans.add(span.spanId()));
      List<LogLine> homeless =
          trace.lines().stream().filter(line -> !spans.contains(line.spanId())).toList();
      if (homeless.isEmpty()) return;
      out.println("(log lines of spans not received)");
      homeless.forEach(line -> log("   " + line.node() + "  ", line));
    }
  }
}
