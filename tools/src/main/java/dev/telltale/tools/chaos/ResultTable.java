package dev.telltale.tools.chaos;

import dev.telltale.tools.chaos.cases.Cases;
import dev.telltale.tools.chaos.cases.ChaosCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest results as a markdown table, in the order of the matrix. */
final class ResultTable {
  private static final String HEAD =
      """
      | case | fault | spans | lost | twice | log lines | lost | fresh span after | drained in | verdict | date, commit |
      |---|---|--:|--:|--:|--:|--:|--:|--:|---|---|
      """;

  private final Map<String, Result> newest;

  ResultTable(Map<String, Result> newest) {
    this.newest = newest;
  }

  String markdown() {
    StringBuilder table = new StringBuilder(HEAD);
    List<String> remarks = new ArrayList<>();
    for (ChaosCase one : Cases.all()) {
      row(table, remarks, one, newest.get(new Attempt(one, false).name()));
      row(table, remarks, one, newest.get(new Attempt(one, true).name()));
    }
    remarks.forEach(remark -> table.append("- ").append(remark).append('\n'));
    return table.toString();
  }

  private static void row(
      StringBuilder table, List<String> remarks, ChaosCase one, @Nullable Result result) {
    if (result == null) return;
    String verdict = result.verdict().label() + (result.shortened() ? ", shortened" : "");
    List<String> cells =
        List.of(
            result.name(),
            result.control() ? ofControl(one, result) : one.fault(),
            figure(result, "spans_emitted"),
            figure(result, "spans_lost"),
            figure(result, "spans_twice"),
            figure(result, "lines_emitted"),
            figure(result, "lines_lost"),
            seconds(result, "fresh_span_seconds"),
            seconds(result, "drained_seconds"),
            verdict,
            result.at().toString().substring(0, 10) + ", " + result.commit());
    cells.forEach(cell -> table.append(cell.isEmpty() ? "| " : "| " + cell + " "));
    table.append("|\n");
    if (result.verdict().bad() || result.verdict() == Verdict.SKIPPED) {
      result.findings().forEach(finding -> remarks.add(result.name() + ": " + finding));
    }
  }

  /** What is naive, because the fault stands in the row above; it may have been shorter. */
  private static String ofControl(ChaosCase one, Result result) {
    String seconds = figure(result, "fault_seconds");
    return one.naive().words() + (seconds.isEmpty() ? "" : ", for " + seconds + " s");
  }

  private static String figure(Result result, String name) {
    Object value = result.figures().get(name);
    return value == null ? "" : "%,d".formatted(((Number) value).longValue());
  }

  private static String seconds(Result result, String name) {
    Object value = result.figures().get(name);
    return value == null ? "" : value + " s";
  }
}
