package dev.telltale.node.command;

import dev.telltale.node.collection.Ual;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work for the queue.
 *
 * @param operationId the operation it serves, if any
 * @param ual the collection it is about, where known beforehand
 * @param peerId the node that asked for it, if one did
 * @param body does the work on a worker thread; throwing means the command failed
 */
public record Command<T>(
    CommandKind kind,
    @Nullable String operationId,
    @Nullable Ual ual,
    @Nullable String peerId,
    Callable<T> body) {

  /** The same command with its work wrapped. */
  public Command<T> withBody(Callable<T> wrapped) {
    return new Command<>(kind, operationId, ual, peerId, wrapped);
  }
}
