package dev.telltale.tools.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is whose child, as the rows of a printed tree from top to bottom. */
final class TraceTree {
  /**
   * @param span null for the line that stands in for parents which were not received
   * @param branch what is drawn before the name
   * @param below what is drawn before the lines that belong to this span
   */
  record Row(@Nullable SpanRecord span, String branch, String below) {}

  private final Map<String, List<SpanRecord>> children = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> placed = new HashSet<>();

  /** The rows of {@code spans}, which are given oldest first. */
  static List<Row> rows(List<SpanRecord> spans) {
    return new TraceTree().build(spans);
  }

  private List<Row> build(List<SpanRecord> spans) {
    Set<String> received = new HashSet<>();
    spans.forEach(span -> received.add(span.spanId()));
    List<SpanRecord> orphans = new ArrayList<>();
    for (SpanRecord span : spans) {
      if (span.isRoot()) continue;
      if (received.contains(span.parentId())) {
        children.computeIfAbsent(span.parentId(), parent -> new ArrayList<>()).add(span);
      } else {
        orphans.add(span);
      }
    }
    spans.stream().filter(SpanRecord::isRoot).forEach(root -> place(root, "", ""));
    placeUnder("(parent not received)", orphans);
    // Spans that are each other's parents hang on nothing: the oldest of them stands for all.
    for (SpanRecord span : spans) {
      if (!placed.contains(span.spanId())) placeUnder("(parents in a circle)", List.of(span));
    }
    return rows;
  }

  private void placeUnder(String line, Collection<SpanRecord> spans) {
    if (spans.isEmpty()) return;
    rows.add(new Row(null, line, ""));
    int left = spans.size();
    for (SpanRecord span : spans) {
      left--;
      place(span, left == 0 ? "└─ " : "├─ ", left == 0 ? "   " : "│  ");
    }
  }

  private void place(SpanRecord top, String topBranch, String topBelow) {
    record Step(SpanRecord span, String branch, String below) {}
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(top, topBranch, topBelow));
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      if (!placed.add(step.span().spanId())) continue;
      List<SpanRecord> below =
          children.getOrDefault(step.span().spanId(), List.of()).stream()
              .filter(child -> !placed.contains(child.spanId()))
              .sorted(Comparator.comparingLong(SpanRecord::startNanos).reversed())
              .toList();
      rows.add(
          new Row(step.span(), step.branch(), step.below() + (below.isEmpty() ? "   " : "│  ")));
      boolean last = true;
      for (SpanRecord child : below) {
        steps.push(
            new Step(
                child,
                step.below() + (last ? "└─ " : "├─ "),
                step.below() + (last ? "   " : "│  ")));
        last = false;
      }
    }
  }
}
