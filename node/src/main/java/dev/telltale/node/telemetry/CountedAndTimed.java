package dev.telltale.node.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;

/**
 * A counter and a histogram of the catalogue that go together. To be told while the span is
 * current, so that the point carries its trace as an exemplar. Safe for use by many threads.
 */
final class CountedAndTimed {
  private final LongCounter total;
  private final DoubleHistogram seconds;

  CountedAndTimed(Meter meter, NodeMetric total, NodeMetric duration) {
    this.total = meter.counterBuilder(total.metricName()).setDescription(total.help()).build();
    this.seconds =
        meter
            .histogramBuilder(duration.metricName())
            .setUnit(duration.unit())
            .setDescription(duration.help())
            .setExplicitBucketBoundariesAdvice(NodeMetric.SECONDS_BUCKETS)
            .build();
    total.firstValues().forEach(labels -> this.total.add(0, labels));
  }

  /** It ran and ended: counted and timed. */
  void ended(Attributes labels, Duration elapsed) {
    total.add(1, labels);
    seconds.record(elapsed.toNanos() / 1e9, labels);
  }

  /** It never ran: counted only, since a duration of nothing would look fast. */
  void refused(Attributes labels) {
    total.add(1, labels);
  }
}
