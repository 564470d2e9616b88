package dev.telltale.node.api;

import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.command.CommandRefused;
import java.util.concurrent.CompletionException;

/** Runs commands for requests: waits for the result, and gives back what the command threw. */
final class Commands {
  private final CommandQueue queue;

  Commands(CommandQueue queue) {
    this.queue = queue;
  }

  /**
   * Blocks until {@code command} ended.
   *
   * @throws ApiProblem 503 when it was never begun
   */
  <T> T run(Command<T> command) {
    try {
      return queue.submit(command).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CommandRefused refused) {
        throw new ApiProblem(503, "Busy", String.valueOf(refused.getMessage()))
            .with("Retry-After", "1");
      }
      if (cause instanceof RuntimeException runtime) throw runtime;
      throw e;
    }
  }
}
