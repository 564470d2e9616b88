package dev.telltale.tools.chaos;

import java.util.Locale;

/** How a run ended. */
enum Verdict {
  PASSED,
  /** A promise was not kept, or the case could not be done. */
  FAILED,
  /** A control that lost nothing: the case would not see a loss. */
  BLIND,
  /** A control that lost, as it must. */
  LOST,
  /** This machine can't do it. */
  SKIPPED;

  /** Whether someone has to look at it. */
  boolean bad() {
    return this == FAILED || this == BLIND;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
