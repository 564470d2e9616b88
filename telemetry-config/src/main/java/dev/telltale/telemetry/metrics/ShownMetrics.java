package dev.telltale.telemetry.metrics;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes of what the SDK collected what is shown: with the zeros of declared histograms, without
 * colliding names. The page and the push show the same. Safe for use by many threads.
 */
final class ShownMetrics {
  private final List<HistogramDeclaration> declared = new CopyOnWriteArrayList<>();
  private final PrometheusNames names = new PrometheusNames();
  private final Collisions collisions;
  private final Overflows overflows;
  private final Resource resource;
  private final InstantSource clock;
  private final long startNanos;

  ShownMetrics(Resource resource, InstantSource clock, Warnings warnings) {
    SaidHere.install();
    this.collisions = new Collisions(names, warnings);
    this.overflows = new Overflows(warnings);
    this.resource = resource;
    this.clock = clock;
    this.startNanos = nanos(clock.instant());
  }

  /**
   * @param metrics as OTLP sends them
   * @param page as Prometheus reads them
   */
  record Shown(List<MetricData> metrics, MetricSnapshots page) {}

  void declare(HistogramDeclaration histogram) {
    declared.add(histogram);
  }

  synchronized Shown of(Collection<MetricData> collected) {
    List<MetricData> metrics = List.copyOf(collected);
    long now = nanos(clock.instant());
    for (HistogramDeclaration histogram : declared) {
      metrics = histogram.addTo(metrics, resource, startNanos, now);
    }
    overflows.lookAt(metrics);
    metrics = collisions.without(metrics);
    MetricSnapshots page = names.of(metrics);
    if (page == null) {
      metrics = collisions.find(metrics);
      page = names.of(metrics);
    }
    return new Shown(metrics, page == null ? MetricSnapshots.of() : page);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
