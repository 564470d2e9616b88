package dev.telltale.tools.trace;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans for tests, in milliseconds after a fixed time. */
final class Spans {
  private static final long ZERO_NANOS = 1_795_256_400_000_000_000L;

  static SpanRecord span(String id, String parent, String node, long fromMillis, long toMillis) {
    return span(id, parent, "task." + id, "", node, fromMillis, toMillis, null);
  }

  static SpanRecord span(
      String id,
      String parent,
      String name,
      String kind,
      String node,
      long fromMillis,
      long toMillis,
      @Nullable String failure) {
    return new SpanRecord(
        "f".repeat(32),
        id,
        parent,
        name,
        kind,
        node,
        nanos(fromMillis),
        nanos(toMillis),
        Map.of(),
        List.of(),
        failure);
  }

  static LogLine line(String spanId, String level, String message) {
    return new LogLine(nanos(1), level, message, "a", spanId);
  }

  static String page(int limit, Palette palette, List<SpanRecord> spans, LogLine... lines) {
    FoundTrace trace =
        new FoundTrace("f".repeat(32), new ArrayList<>(spans), List.of(lines), "here");
    StringWriter page = new StringWriter();
    new Waterfall(80, limit, palette).print(trace, new PrintWriter(page));
    return page.toString();
  }

  private static long nanos(long millis) {
    return ZERO_NANOS + millis * 1_000_000;
  }

  private Spans() {}
}
