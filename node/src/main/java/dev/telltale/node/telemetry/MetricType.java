package dev.telltale.node.telemetry;

import java.util.Locale;

/** The kinds of metric that the node emits. */
public enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
