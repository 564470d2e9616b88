package dev.telltale.node.task;

import java.util.Locale;

/** How one run of a task ended; skipped when the run before it still went on. */
public enum TaskOutcome {
  COMPLETED,
  FAILED,
  SKIPPED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
