package dev.telltale.node.operation;

import dev.telltale.node.collection.Ual;
import dev.telltale.node.repository.OperationKind;
import dev.telltale.node.repository.OperationRecord;
import java.util.Optional;

/**
 * Follows what callers asked for. Every change is persisted before the method returns.
 *
 * <p>Safe for use by many threads. Telemetry wraps this port; so work that belongs to an operation
 * is handed to {@link #runInBackground}, where it inherits what the operation carries.
 */
public interface Operations {
  OperationRecord begin(OperationKind kind);

  OperationRecord inProgress(String operationId, Ual ual);

  OperationRecord completed(String operationId, int peers, int acknowledgedBy);

  OperationRecord failed(String operationId, String reason, int peers, int acknowledgedBy);

  /**
   * Runs {@code work} on a background thread; {@code work} itself ends the operation.
   *
   * @throws java.util.concurrent.RejectedExecutionException with the reason, when there is no place
   *     for it; then the caller ends the operation
   */
  void runInBackground(String operationId, Runnable work);

  Optional<OperationRecord> find(String operationId);
}
