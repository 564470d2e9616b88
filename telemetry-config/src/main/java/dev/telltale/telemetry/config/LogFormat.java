package dev.telltale.telemetry.config;

import java.util.Locale;

/** How a log line on standard output is written: for machines or for people. */
public enum LogFormat {
  JSON,
  TEXT;

  /** As it is written in the file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
