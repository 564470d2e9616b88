package dev.telltale.telemetry.metrics;

import static java.util.Collections.nCopies;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A histogram that shows zeros from the start, for each of its label sets, until a first value is
 * recorded. A rate over a series that begins with its first value would miss that value; a counter
 * can be given a first 0, a histogram can't: recording 0 would be a false measurement.
 */
public record HistogramDeclaration(
    String name,
    String description,
    String unit,
    List<Double> boundaries,
    List<Attributes> attributeSets) {
  public HistogramDeclaration {
    boundaries = List.copyOf(boundaries);
    attributeSets = List.copyOf(attributeSets);
  }

  /** {@code metrics} with a zero point for each label set that has no point yet. */
  List<MetricData> addTo(List<MetricData> metrics, Resource resource, long startNanos, long now) {
    List<MetricData> completed = new ArrayList<>(metrics.size() + 1);
    boolean found = false;
    for (MetricData metric : metrics) {
      // Another of that name is none of ours, and one too many.
      boolean mine =
          !found && metric.getName().equals(name) && metric.getData() instanceof HistogramData;
      found |= mine;
      completed.add(mine ? complete(metric, startNanos, now) : metric);
    }
    if (!found) {
      completed.add(metric(List.of(), resource, startNanos, now));
    }
    return completed;
  }

  private MetricData complete(MetricData metric, long startNanos, long now) {
    List<HistogramPointData> points = List.copyOf(metric.getHistogramData().getPoints());
    return metric(points, metric.getResource(), startNanos, now);
  }

  private MetricData metric(
      List<HistogramPointData> recorded, Resource resource, long startNanos, long now) {
    Set<Attributes> known = new HashSet<>();
    recorded.forEach(point -> known.add(point.getAttributes()));
    List<HistogramPointData> points =
        Stream.concat(
                recorded.stream(),
                attributeSets.stream()
                    .filter(attributes -> !known.contains(attributes))
                    .map(attributes -> zero(attributes, startNanos, now)))
            .toList();
    return new HistogramMetric(
        resource,
        name,
        description,
        unit,
        HistogramData.create(AggregationTemporality.CUMULATIVE, points));
  }

  private HistogramPointData zero(Attributes attributes, long startNanos, long now) {
    List<Long> counts = nCopies(boundaries.size() + 1, 0L);
    return HistogramPointData.create(
        startNanos, now, attributes, 0d, false, 0d, false, 0d, boundaries, counts);
  }
}
