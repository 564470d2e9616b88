package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.watch.Reason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says which instrument has more combinations of attributes than the SDK keeps apart, and by whose
 * fault: the key, and how many values it has, never a value. Not for several threads at once.
 */
final class Overflows {
  private static final AttributeKey<Boolean> OVERFLOW =
      AttributeKey.booleanKey("otel.metric.overflow");

  private final Set<Instrument> found = new HashSet<>();
  private final Warnings warnings;

  Overflows(Warnings warnings) {
    this.warnings = warnings;
  }

  void lookAt(List<MetricData> metrics) {
    for (MetricData metric : metrics) {
      Collection<? extends PointData> points = metric.getData().getPoints();
      if (points.stream().anyMatch(Overflows::isOverflow) && found.add(Instrument.of(metric))) {
        warnings.say(sentence(metric.getName(), points));
      }
    }
  }

  private static boolean isOverflow(PointData point) {
    return point.getAttributes().get(OVERFLOW) != null;
  }

  private static String sentence(String name, Collection<? extends PointData> points) {
    Map<String, Set<Object>> valuesOf = new HashMap<>();
    points.stream()
        .filter(point -> !isOverflow(point))
        .forEach(
            point ->
                point
                    .getAttributes()
                    .forEach(
                        (key, value) ->
                            valuesOf
                                .computeIfAbsent(key.getKey(), any -> new HashSet<>())
                                .add(value)));
    String culprit =
        valuesOf.entrySet().stream()
            .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.size(), b.size())))
            .map(
                most -> most.getKey() + " has " + Reason.number(most.getValue().size()) + " values")
            .orElse("it has no attributes");
    return "%s has more than %s combinations of attributes, the rest is counted together: %s"
        .formatted(name, Reason.number(points.size() - 1), culprit);
  }
}
