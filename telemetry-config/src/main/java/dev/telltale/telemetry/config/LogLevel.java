package dev.telltale.telemetry.config;

import java.util.Locale;

/** The least severe log level that is written. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** As it is written in the file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
