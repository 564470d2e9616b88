package dev.telltale.node.command;

import java.util.concurrent.CompletableFuture;

/** Where work waits for a worker. Safe for use by many threads. */
public interface CommandQueue {
  /**
   * Queues {@code command} and never blocks.
   *
   * @return completes with the body's result or with what it threw; with {@link CommandRefused}
   *     when the body never ran
   */
  <T> CompletableFuture<T> submit(Command<T> command);
}
