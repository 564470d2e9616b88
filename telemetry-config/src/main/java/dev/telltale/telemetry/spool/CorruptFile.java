package dev.telltale.telemetry.spool;

/** What was read is not what was written; the message is {@code expected, found}. */
final class CorruptFile extends Exception {
  private static final long serialVersionUID = 1L;

  CorruptFile(String message) {
    super(message);
  }
}
