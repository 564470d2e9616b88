package dev.telltale.telemetry.logs;

/** Takes the fields of one log line, in the order they are written. */
interface FieldWriter {
  void text(String name, String value);

  void integer(String name, long value);

  /** A {@link Double} or a {@link Float}, and finite. */
  void fraction(String name, Number value);

  void flag(String name, boolean value);
}
