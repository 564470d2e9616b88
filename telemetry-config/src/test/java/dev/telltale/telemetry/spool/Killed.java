package dev.telltale.telemetry.spool;

/** Stands for a kill of the process: nothing after it happens. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
