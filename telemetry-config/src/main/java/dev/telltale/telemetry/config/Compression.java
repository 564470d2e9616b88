package dev.telltale.telemetry.config;

import java.util.Locale;

/** How an OTLP request body is compressed. */
public enum Compression {
  NONE,
  GZIP;

  /** As it is written in the file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
