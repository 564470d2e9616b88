package dev.telltale.node.command;

/** A command that was never begun: the queue was full or closing, or it waited too long. */
public final class CommandRefused extends RuntimeException {
  private final CommandOutcome outcome;

  public CommandRefused(CommandOutcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /** Neither completed nor failed. */
  public CommandOutcome outcome() {
    return outcome;
  }
}
