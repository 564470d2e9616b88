package dev.telltale.telemetry;

import java.util.Locale;

/** What a service tells about itself. */
public enum Signal {
  TRACES,
  METRICS,
  LOGS;

  /** As it is written in messages and labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
