package dev.telltale.telemetry.metrics;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/**
 * A counter or gauge whose name the exporter would cut: it takes {@code _created} and {@code _info}
 * off the end of every name, and {@code x_created_total} would become {@code x_total}. By OTLP the
 * same name stays whole. So it is shown to the exporter with a mark at its end.
 */
record KeptName(MetricData metric, String name) implements MetricData {
  private static final String MARK = "zKEPTz";
  private static final List<String> CUT = List.of("_total", "_created", "_bucket", "_info");

  /** {@code metric}, under a name that is not cut. */
  static MetricData of(MetricData metric) {
    boolean counter = metric.getData() instanceof SumData<?> sum && sum.isMonotonic();
    if (isHistogram(metric)) {
      return metric;
    }
    String name = metric.getName().replace('.', '_');
    String base = counter && name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
    return CUT.stream().anyMatch(base::endsWith) ? new KeptName(metric, base + MARK) : metric;
  }

  /** {@code snapshot} without the mark. */
  static MetricSnapshot restored(MetricSnapshot snapshot) {
    MetricMetadata marked = snapshot.getMetadata();
    if (!marked.getName().contains(MARK)) {
      return snapshot;
    }
    MetricMetadata metadata =
        MetricMetadata.builder()
            .name(marked.getName().replace(MARK, ""))
            .help(marked.getHelp())
            .unit(marked.getUnit())
            .build();
    if (snapshot instanceof CounterSnapshot counter) {
      return new CounterSnapshot(metadata, counter.getDataPoints());
    }
    return snapshot instanceof GaugeSnapshot gauge
        ? new GaugeSnapshot(metadata, gauge.getDataPoints())
        : snapshot;
  }

  private static boolean isHistogram(MetricData metric) {
    return switch (metric.getType()) {
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> true;
      case LONG_GAUGE, DOUBLE_GAUGE, LONG_SUM, DOUBLE_SUM -> false;
    };
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Resource getResource() {
    return metric.getResource();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return metric.getInstrumentationScopeInfo();
  }

  @Override
  public String getDescription() {
    return metric.getDescription();
  }

  @Override
  public String getUnit() {
    return metric.getUnit();
  }

  @Override
  public MetricDataType getType() {
    return metric.getType();
  }

  @Override
  public Data<?> getData() {
    return metric.getData();
  }
}
