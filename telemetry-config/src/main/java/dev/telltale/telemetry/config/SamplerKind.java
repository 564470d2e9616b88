package dev.telltale.telemetry.config;

import java.util.Locale;

/** Which traces are kept, by the names of the OpenTelemetry specification. */
public enum SamplerKind {
  ALWAYS_ON,
  ALWAYS_OFF,
  TRACEIDRATIO,
  PARENTBASED_ALWAYS_ON,
  PARENTBASED_ALWAYS_OFF,
  PARENTBASED_TRACEIDRATIO;

  /** As it is written in the file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
