package dev.telltale.node.telemetry;

import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandOutcome;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Every metric of the node: the one place where their names, units, labels and first values stand.
 * METRICS.md is printed from it; dashboards may ask for nothing else.
 */
public enum NodeMetric {
  COMMAND_TOTAL(
      "node_command_total",
      MetricType.COUNTER,
      "",
      "Commands by how they ended.",
      List.of(commands(), commandStatus(CommandOutcome.values()))),
  COMMAND_DURATION_SECONDS(
      "node_command_duration_seconds",
      MetricType.HISTOGRAM,
      "s",
      "Execution time of commands, without their wait in the queue.",
      List.of(commands(), commandStatus(CommandOutcome.COMPLETED, CommandOutcome.FAILED))),
  TASK_RUNS_TOTAL(
      "node_task_runs_total",
      MetricType.COUNTER,
      "",
      "Runs of the node's own tasks by how they ended.",
      List.of(tasks(), taskStatus(TaskOutcome.values()))),
  TASK_DURATION_SECONDS(
      "node_task_duration_seconds",
      MetricType.HISTOGRAM,
      "s",
      "Time that one run of a task took.",
      List.of(tasks(), taskStatus(TaskOutcome.COMPLETED, TaskOutcome.FAILED))),
  // No unit on purpose: with unit "s" the exporters would call it ..._unix_seconds.
  SYNC_LAST_SUCCESS_UNIX(
      "node_sync_last_success_unix",
      MetricType.GAUGE,
      "",
      "When a sync pass last succeeded, in seconds since 1970-01-01 UTC; no point before the first.",
      List.of());

  /**
   * Upper bounds in seconds for commands, operations, tasks and stages. OpenTelemetry's default
   * bounds are sized for milliseconds: in seconds they would put every command into one bucket.
   */
  public static final List<Double> SECONDS_BUCKETS =
      List.of(.005, .01, .025, .05, .1, .25, .5, 1., 2.5, 5., 10., 30., 60.);

  private final String metricName;
  private final MetricType type;
  private final String unit;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Label> labels;

  NodeMetric(String metricName, MetricType type, String unit, String help, List<Label> labels) {
    this.metricName = metricName;
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.labels = labels;
  }

  public String metricName() {
    return metricName;
  }

  public MetricType type() {
    return type;
  }

  /** As OpenTelemetry writes units; empty where there is none. */
  public String unit() {
    return unit;
  }

  public String help() {
    return help;
  }

  public List<Label> labels() {
    return labels;
  }

  /** Every combination of label values that can happen. */
  public List<Attributes> combinations() {
    List<Attributes> all = List.of(Attributes.empty());
    for (Label label : labels) {
      List<Attributes> longer = new ArrayList<>();
      for (Attributes head : all) {
        for (String value : label.values()) {
          AttributesBuilder builder = head.toBuilder();
          longer.add(builder.put(label.key(), value).build());
        }
      }
      all = longer;
    }
    return all;
  }

  /** The combinations that are shown from the start, before anything happened. */
  public List<Attributes> firstValues() {
    return switch (type) {
      case COUNTER -> combinations();
      case HISTOGRAM ->
          combinations().stream().filter(a -> "completed".equals(a.get(SpanField.STATUS))).toList();
      case GAUGE -> List.of();
    };
  }

  /** Time series of one node at the most. */
  public int maxSeries() {
    int perCombination = type == MetricType.HISTOGRAM ? SECONDS_BUCKETS.size() + 3 : 1;
    return combinations().size() * perCombination;
  }

  private static Label commands() {
    return label("command", CommandKind.values(), CommandKind::label);
  }

  private static Label tasks() {
    return label("task", TaskName.values(), TaskName::label);
  }

  private static Label commandStatus(CommandOutcome... outcomes) {
    return label("status", outcomes, CommandOutcome::label);
  }

  private static Label taskStatus(TaskOutcome... outcomes) {
    return label("status", outcomes, TaskOutcome::label);
  }

  private static <T> Label label(String name, T[] values, Function<T, String> written) {
    return new Label(AttributeKey.stringKey(name), Arrays.stream(values).map(written).toList());
  }
}
