package dev.telltale.telemetry.metrics;

import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives metrics the names and labels they have in Prometheus. Not for several threads at once. */
final class PrometheusNames {
  private final PrometheusMetricReader reader =
      PrometheusMetricReader.builder().setOtelScopeLabelsEnabled(false).build();
  private Collection<MetricData> asked = List.of();

  PrometheusNames() {
    reader.register(
        new CollectionRegistration() {
          @Override
          public Collection<MetricData> collectAllMetrics() {
            return asked;
          }
        });
  }

  /** {@code metrics} as they are shown; null if one of them would not be, or not wholly. */
  @Nullable MetricSnapshots of(Collection<MetricData> metrics) {
    asked = metrics.stream().map(KeptName::of).toList();
    try {
      MetricSnapshots shown =
          new MetricSnapshots(reader.collect().stream().map(KeptName::restored).toList());
      return points(shown) == points(metrics) && namesAreDistinct(shown) ? shown : null;
    } catch (RuntimeException e) { // which metric it is about, it does not say
      return null;
    } finally {
      asked = List.of();
    }
  }

  private static long points(Collection<MetricData> metrics) {
    return metrics.stream().mapToLong(metric -> metric.getData().getPoints().size()).sum();
  }

  private static long points(MetricSnapshots shown) {
    return shown.stream()
        .filter(snapshot -> !(snapshot instanceof InfoSnapshot)) // target_info
        .mapToLong(snapshot -> snapshot.getDataPoints().size())
        .sum();
  }

  /** A histogram {@code x} and a gauge {@code x_count} would both have a series {@code x_count}. */
  private static boolean namesAreDistinct(MetricSnapshots shown) {
    Set<String> names = new HashSet<>();
    return shown.stream().flatMap(snapshot -> seriesNames(snapshot).stream()).allMatch(names::add);
  }

  private static List<String> seriesNames(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    if (snapshot instanceof CounterSnapshot) {
      return List.of(name + "_total");
    }
    if (snapshot instanceof HistogramSnapshot) {
      return List.of(name + "_bucket", name + "_count", name + "_sum");
    }
    if (snapshot instanceof SummarySnapshot) {
      return List.of(name, name + "_count", name + "_sum");
    }
    return List.of(snapshot instanceof InfoSnapshot ? name + "_info" : name);
  }
}
