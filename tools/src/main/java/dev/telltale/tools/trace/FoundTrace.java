package dev.telltale.tools.trace;

import java.util.List;

/**
 * A trace with its log lines.
 *
 * @param from where both were read, in words
 */
public record FoundTrace(String traceId, List<SpanRecord> spans, List<LogLine> lines, String from) {
  public long nodes() {
    return spans.stream().map(SpanRecord::node).distinct().count();
  }

  long startNanos() {
    return spans.stream().mapToLong(SpanRecord::startNanos).min().orElse(0);
  }

  long endNanos() {
    return spans.stream().mapToLong(SpanRecord::endNanos).max().orElse(0);
  }

  /** What it is about: the first UAL that a span names; empty when none does. */
  String ual() {
    return spans.stream()
        .map(span -> span.attribute("ual"))
        .filter(ual -> !ual.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The trace in a few words: the operation or command it is, and of what. */
  String title() {
    String what = area("operation.");
    if (what.isEmpty()) what = area("command.");
    if (what.isEmpty()) what = area("task.");
    if (what.isEmpty()) what = spans.get(0).name();
    return ual().isEmpty() ? what : what + " of " + Words.shortUal(ual());
  }

  private String area(String prefix) {
    return spans.stream()
        .map(SpanRecord::name)
        .filter(name -> name.startsWith(prefix) && !name.equals(TraceSource.INGEST))
        .map(name -> name.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
