package dev.telltale.telemetry;

import java.util.List;
import java.util.stream.Stream;

/** How telemetry is doing, at one moment. */
public record TelemetryStatus(SignalStatus traces, SignalStatus metrics, SignalStatus logs) {
  public SignalStatus of(Signal signal) {
    return switch (signal) {
      case TRACES -> traces;
      case METRICS -> metrics;
      case LOGS -> logs;
    };
  }

  /** The signals that were asked for and are not running. */
  public List<SignalOff> off() {
    return Stream.of(traces, metrics, logs).flatMap(status -> status.off().stream()).toList();
  }
}
