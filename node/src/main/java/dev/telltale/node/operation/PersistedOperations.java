package dev.telltale.node.operation;

import dev.telltale.node.collection.Ual;
import dev.telltale.node.repository.OperationKind;
import dev.telltale.node.repository.OperationRecord;
import dev.telltale.node.repository.OperationStatus;
import dev.telltale.node.repository.Repository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations in the repository, with a few background threads for what outlives the request. */
public final class PersistedOperations implements Operations {
  private static final Logger log = LoggerFactory.getLogger(PersistedOperations.class);
  private static final int THREADS = 2;
  private static final int PLACES = 256;

  private final Repository repository;
  private final InstantSource clock;
  private final ThreadPoolExecutor background =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(PLACES),
          work -> new Thread(work, "operation"));

  public PersistedOperations(Repository repository, InstantSource clock) {
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public OperationRecord begin(OperationKind kind) {
    OperationRecord begun =
        new OperationRecord(
            UUID.randomUUID().toString(),
            kind,
            OperationStatus.CREATED,
            null,
            null,
            0,
            0,
            clock.instant(),
            clock.instant());
    repository.saveOperation(begun);
    return begun;
  }

  @Override
  public OperationRecord inProgress(String operationId, Ual ual) {
    return change(operationId, OperationStatus.IN_PROGRESS, ual, null, 0, 0);
  }

  @Override
  public OperationRecord completed(String operationId, int peers, int acknowledgedBy) {
    return change(operationId, OperationStatus.COMPLETED, null, null, peers, acknowledgedBy);
  }

  @Override
  public OperationRecord failed(String operationId, String reason, int peers, int acknowledgedBy) {
    return change(operationId, OperationStatus.FAILED, null, reason, peers, acknowledgedBy);
  }

  @Override
  public void runInBackground(String operationId, Runnable work) {
    try {
      background.execute(() -> guarded(operationId, work));
    } catch (RejectedExecutionException e) {
      throw new RejectedExecutionException(
          background.isShutdown()
              ? "the node is stopping"
              : PLACES + " operations wait already; peers fetch the collection by themselves",
          e);
    }
  }

  @Override
  public Optional<OperationRecord> find(String operationId) {
    return repository.findOperation(operationId);
  }

  /** Lets what runs finish, for at most {@code limit}; the next start sweeps what did not. */
  public void close(Duration limit) throws InterruptedException {
    background.shutdown();
    if (!background.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      background.shutdownNow();
    }
  }

  private static void guarded(String operationId, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("operation_id", operationId)
          .setCause(e)
          .log("operation {} stopped in its background work", operationId);
    }
  }

  private OperationRecord change(
      String operationId,
      OperationStatus status,
      @Nullable Ual ual,
      @Nullable String reason,
      int peers,
      int acknowledgedBy) {
    OperationRecord before =
        repository
            .findOperation(operationId)
            .orElseThrow(() -> new IllegalArgumentException("no operation " + operationId));
    OperationRecord after =
        new OperationRecord(
            operationId,
            before.kind(),
            status,
            ual == null ? before.ual() : ual,
            reason,
            peers,
            acknowledgedBy,
            before.createdAt(),
            clock.instant());
    repository.saveOperation(after);
    return after;
  }
}
