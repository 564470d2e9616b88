package dev.telltale.telemetry;

import java.util.List;
import java.util.stream.Stream;

/**
 * How telemetry is doing, at one moment.
 *
 * @param metrics the page
 * @param metricsPush metrics that are pushed besides
 * @param logs standard output and the file
 * @param logsPush log records that are pushed besides
 */
public record TelemetryStatus(
    SignalStatus traces,
    SignalStatus metrics,
    SignalStatus metricsPush,
    SignalStatus logs,
    SignalStatus logsPush) {

  public SignalStatus of(Signal signal) {
    return switch (signal) {
      case TRACES -> traces;
      case METRICS -> metrics;
      case LOGS -> logs;
    };
  }

  /** The signals that were asked for and are not running. */
  public List<SignalOff> off() {
    return Stream.of(traces, metrics, metricsPush, logs, logsPush)
        .flatMap(status -> status.off().stream())
        .toList();
  }
}
