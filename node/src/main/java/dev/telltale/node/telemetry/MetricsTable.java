package dev.telltale.node.telemetry;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.Signal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes the catalogue as METRICS.md. */
public final class MetricsTable {
  private MetricsTable() {}

  /** Markdown; ends with a line feed. */
  public static String markdown() {
    int series = Arrays.stream(NodeMetric.values()).mapToInt(NodeMetric::maxSeries).sum();
    return """
        # Metrics

        Printed by `tools/telltale metrics` from the catalogue in code, `NodeMetric`; a test compares the two. Every label is
        a closed set, so a node never has more than %d series, whatever its traffic. Counters exist from the start with 0 for
        every combination, histograms for `completed`. Durations are in seconds.

        | metric | type | unit | labels and their values | series at most | meaning |
        |---|---|---|---|---|---|
        %s

        Buckets of the histograms: %s.

        Beside these the page has what telemetry-config says about itself, `telemetry_*`, in %d series at most: the
        [table](../telemetry-config/README.md#what-it-says-about-itself).
        """
        .formatted(
            series,
            Arrays.stream(NodeMetric.values())
                .map(MetricsTable::row)
                .collect(Collectors.joining("\n")),
            NodeMetric.SECONDS_BUCKETS.stream()
                .map(MetricsTable::plain)
                .collect(Collectors.joining(" ")),
            ledgerSeries());
  }

  /** Of each signal five terms and the drops by reason; and two of the log file. */
  private static int ledgerSeries() {
    return Signal.values().length * (5 + DropReason.values().length) + 2;
  }

  private static String row(NodeMetric metric) {
    String labels =
        metric.labels().stream()
            .map(l -> l.key().getKey() + ": " + String.join(", ", l.values()))
            .collect(Collectors.joining("; "));
    return "| `%s` | %s | %s | %s | %d | %s |"
        .formatted(
            metric.metricName(),
            metric.type().label(),
            metric.unit().isEmpty() ? "none" : metric.unit(),
            labels.isEmpty() ? "none" : labels,
            metric.maxSeries(),
            metric.help());
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
