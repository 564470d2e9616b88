package dev.telltale.telemetry.metrics;

import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects all metrics as Prometheus shows them, with the zeros of declared histograms, and without
 * the metrics whose names collide: Prometheus names {@code x} and {@code x_total} the same, and one
 * such pair would otherwise leave the page without any metric at all.
 */
final class ScrapeReader implements MetricReader {
  private static final Logger log = LoggerFactory.getLogger(ScrapeReader.class);

  private final PrometheusMetricReader prometheus =
      PrometheusMetricReader.builder().setOtelScopeLabelsEnabled(false).build();
  private final List<HistogramDeclaration> declared = new CopyOnWriteArrayList<>();
  private final Set<Identity> colliding = new HashSet<>();
  private final Resource resource;
  private final InstantSource clock;
  private final long startNanos;

  private CollectionRegistration source = CollectionRegistration.noop();
  private Collection<MetricData> collected = List.of();

  ScrapeReader(Resource resource, InstantSource clock) {
    this.resource = resource;
    this.clock = clock;
    this.startNanos = nanos(clock.instant());
  }

  /** Two meters can each have an instrument of one name. */
  private record Identity(InstrumentationScopeInfo scope, String name) {
    static Identity of(MetricData metric) {
      return new Identity(metric.getInstrumentationScopeInfo(), metric.getName());
    }
  }

  void declare(HistogramDeclaration histogram) {
    declared.add(histogram);
  }

  @Override
  public synchronized void register(CollectionRegistration registration) {
    source = registration;
    prometheus.register(
        new CollectionRegistration() {
          @Override
          public Collection<MetricData> collectAllMetrics() {
            return collected;
          }
        });
  }

  /** Collecting takes the exemplars with it: they are in one answer only. */
  synchronized MetricSnapshots snapshots() {
    List<MetricData> metrics = new ArrayList<>(source.collectAllMetrics());
    long now = nanos(clock.instant());
    for (HistogramDeclaration histogram : declared) {
      metrics = histogram.addTo(metrics, resource, startNanos, now);
    }
    metrics.removeIf(metric -> colliding.contains(Identity.of(metric)));
    try {
      return convert(metrics);
    } catch (RuntimeException e) {
      return convert(withoutCollisions(metrics));
    }
  }

  /** Which one it is, no exception says; so they are added one by one. Once for each collision. */
  private List<MetricData> withoutCollisions(List<MetricData> metrics) {
    List<MetricData> good = new ArrayList<>();
    for (MetricData metric : metrics) {
      good.add(metric);
      try {
        convert(good);
      } catch (RuntimeException e) {
        good.remove(good.size() - 1);
        colliding.add(Identity.of(metric));
        log.warn(
            "telemetry: metrics: {} left out: Prometheus would give it the name and labels of"
                + " another metric",
            metric.getName());
      }
    }
    return good;
  }

  private MetricSnapshots convert(List<MetricData> metrics) {
    collected = metrics;
    try {
      return prometheus.collect();
    } finally {
      collected = List.of();
    }
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return prometheus.getAggregationTemporality(type);
  }

  @Override
  public CompletableResultCode forceFlush() {
    return prometheus.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return prometheus.shutdown();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
