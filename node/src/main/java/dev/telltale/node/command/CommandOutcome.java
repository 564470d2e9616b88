package dev.telltale.node.command;

import java.util.Locale;

/** How a command ended. Closed on purpose: each value is one time series per command. */
public enum CommandOutcome {
  COMPLETED,
  FAILED,
  /** It waited in the queue for longer than a command may live and was not begun. */
  EXPIRED,
  REJECTED_QUEUE_FULL,
  REJECTED_SHUTDOWN;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
