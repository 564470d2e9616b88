package dev.telltale.stack.panels;

import dev.telltale.node.telemetry.Label;
import dev.telltale.node.telemetry.MetricType;
import dev.telltale.node.telemetry.NodeMetric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a dashboard may ask for: the node's catalogue, and a few names of others. */
final class Vocabulary {
  /** Of Prometheus itself and of the Collector; by hand and on purpose. */
  private static final Set<String> FOREIGN =
      Set.of(
          "up",
          "otelcol_exporter_queue_size",
          "otelcol_exporter_send_failed_spans_total",
          "otelcol_exporter_send_failed_log_records_total",
          "otelcol_exporter_send_failed_metric_points_total");

  private static final Set<String> FOREIGN_LABELS = Set.of("job", "instance", "exporter");
  private static final Set<String> COLLECTOR_JOB = Set.of("otel-collector");
  private static final List<String> PARTS_OF_HISTOGRAM = List.of("_bucket", "_count", "_sum");

  private Vocabulary() {}

  /** Everything in {@code expression} that no server will ever have; empty when all is well. */
  static List<String> problems(String expression) {
    List<String> problems = new ArrayList<>();
    PromqlWords words = PromqlWords.of(expression);
    Set<String> known = new HashSet<>();
    for (PromqlWords.Selector selector : words.selectors()) {
      Optional<NodeMetric> ours = ours(selector.metric());
      if (ours.isPresent()) {
        known.addAll(labels(ours.get(), selector.metric()));
        problems.addAll(problems(selector, ours.get()));
      } else if (FOREIGN.contains(selector.metric())) {
        known.addAll(FOREIGN_LABELS);
        problems.addAll(foreignProblems(selector));
      } else {
        problems.add(selector.metric() + ": not in the catalogue");
      }
    }
    for (String label : words.groupedBy()) {
      if (!known.contains(label)) problems.add(label + ": no such label here");
    }
    return problems;
  }

  private static List<String> problems(PromqlWords.Selector selector, NodeMetric metric) {
    List<String> problems = new ArrayList<>();
    for (PromqlWords.Matcher matcher : selector.matchers()) {
      if (!labels(metric, selector.metric()).contains(matcher.label())) {
        problems.add(selector.metric() + ": has no label " + matcher.label());
      }
      Optional<Label> closed =
          metric.labels().stream().filter(l -> l.key().getKey().equals(matcher.label())).findAny();
      for (String value : matcher.values()) {
        if (closed.isPresent() && !closed.get().values().contains(value)) {
          problems.add(selector.metric() + ": " + matcher.label() + " is never " + value);
        }
      }
    }
    if (!selector.matchers().contains(new PromqlWords.Matcher("instance", "=~", "$instance"))) {
      problems.add(selector.metric() + ": expected instance=~\"$instance\"");
    }
    return problems;
  }

  private static List<String> foreignProblems(PromqlWords.Selector selector) {
    List<String> problems = new ArrayList<>();
    for (PromqlWords.Matcher matcher : selector.matchers()) {
      if (!matcher.label().equals("job") || !COLLECTOR_JOB.containsAll(matcher.values())) {
        problems.add(selector.metric() + ": expected only job=\"otel-collector\"");
      }
    }
    return problems;
  }

  private static Optional<NodeMetric> ours(String name) {
    for (NodeMetric metric : NodeMetric.values()) {
      boolean histogram = metric.type() == MetricType.HISTOGRAM;
      if (!histogram && metric.metricName().equals(name)) return Optional.of(metric);
      for (String part : PARTS_OF_HISTOGRAM) {
        if (histogram && name.equals(metric.metricName() + part)) return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  private static Set<String> labels(NodeMetric metric, String name) {
    Set<String> labels = new HashSet<>(Set.of("instance", "job"));
    metric.labels().forEach(label -> labels.add(label.key().getKey()));
    if (name.endsWith("_bucket")) labels.add("le");
    return labels;
  }
}
