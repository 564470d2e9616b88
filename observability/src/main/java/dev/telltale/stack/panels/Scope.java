package dev.telltale.stack.panels;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is looked at: which nodes, and which span of time.
 *
 * @param instances a regular expression over the names of nodes; {@code .+} for all
 * @param until the end of the range, mostly now
 */
public record Scope(String instances, Duration range, Instant until) {
  private static final int STEPS = 60;
  // What the dashboard's queries call their interval, so that a rate looks at a minute or more.
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  Instant from() {
    return until.minus(range);
  }

  /** The time between two points of a range query. */
  Duration step() {
    Duration step = range.dividedBy(STEPS).truncatedTo(ChronoUnit.SECONDS);
    return step.compareTo(INTERVAL) < 0 ? INTERVAL : step;
  }

  /** {@code expression} with the dashboard's variables replaced as Grafana does it. */
  String applyTo(String expression) {
    Duration forRates = step().plus(INTERVAL);
    Duration fourIntervals = INTERVAL.multipliedBy(4);
    if (forRates.compareTo(fourIntervals) < 0) forRates = fourIntervals;
    return expression
        .replace("$__rate_interval", seconds(forRates))
        .replace("$__interval", seconds(step()))
        .replace("$__auto", seconds(step()))
        .replace("$__range", seconds(range))
        .replace("$instance", instances.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
