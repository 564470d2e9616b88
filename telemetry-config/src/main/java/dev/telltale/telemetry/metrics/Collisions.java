package dev.telltale.telemetry.metrics;

import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out the metrics that Prometheus could not tell from another one, or not take at all. It
 * names {@code x} and {@code x_total} the same, and one such pair would otherwise cost every metric
 * there is. Not for several threads at once.
 */
final class Collisions {
  private final Set<Instrument> leftOut = new HashSet<>();
  private final PrometheusNames names;
  private final Warnings warnings;

  Collisions(PrometheusNames names, Warnings warnings) {
    this.names = names;
    this.warnings = warnings;
  }

  /** {@code metrics} without those that are left out by now. */
  List<MetricData> without(List<MetricData> metrics) {
    if (leftOut.isEmpty()) {
      return metrics;
    }
    return metrics.stream().filter(metric -> !leftOut.contains(Instrument.of(metric))).toList();
  }

  /** Which of {@code metrics} it is, nobody says; so they are added one by one, and some stay. */
  List<MetricData> find(List<MetricData> metrics) {
    List<MetricData> good = new ArrayList<>();
    for (MetricData metric : metrics) {
      good.add(metric);
      if (names.of(good) == null) {
        good.remove(good.size() - 1);
        leftOut.add(Instrument.of(metric));
        warnings.say(metric.getName() + " left out: " + reason(metric, good));
      }
    }
    return good;
  }

  private String reason(MetricData metric, List<MetricData> good) {
    if (names.of(List.of(metric)) == null) {
      return "Prometheus can't take its attributes";
    }
    for (MetricData other : good) {
      if (names.of(List.of(other, metric)) == null) {
        boolean same = other.getName().equals(metric.getName());
        return "Prometheus can't tell it from " + (same ? "another " : "") + other.getName();
      }
    }
    return "Prometheus can't tell it from another metric";
  }
}
