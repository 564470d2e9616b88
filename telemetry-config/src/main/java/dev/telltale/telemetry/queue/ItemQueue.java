package dev.telltale.telemetry.queue;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Holds items of one signal until a thread of its own hands them on in batches: when 128 are
 * together, or 512 where they come fast, at the latest after {@link #LONGEST_WAIT}. Putting an item
 * in takes no lock and never waits. Safe for use by many threads; {@link #close} ends the thread.
 *
 * <p>Every item is accounted for: created when it comes, dropped when there is no room, when it
 * comes after the close or when the sink throws; otherwise the sink counts what becomes of it.
 */
public final class ItemQueue<T> {
  public static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private final SignalLedger ledger;
  private final Intake<T> intake;
  private final BatchWorker<T> worker;

  private ItemQueue(SignalLedger ledger, Intake<T> intake, BatchWorker<T> worker) {
    this.ledger = ledger;
    this.intake = intake;
    this.worker = worker;
  }

  /**
   * Starts an empty queue and its thread.
   *
   * @param name of the thread
   * @param capacity how many items wait at most, without those of the batch that the sink has;
   *     rounded up to a power of two
   * @param trouble told why the sink took nothing: once, until it takes something again
   */
  public static <T> ItemQueue<T> start(
      String name,
      int capacity,
      SignalLedger ledger,
      BatchSink<T> sink,
      Consumer<Throwable> trouble) {
    return start(name, capacity, ledger, sink, trouble, LONGEST_WAIT);
  }

  static <T> ItemQueue<T> start(
      String name,
      int capacity,
      SignalLedger ledger,
      BatchSink<T> sink,
      Consumer<Throwable> trouble,
      Duration longestWait) {
    Intake<T> intake = new Intake<>(capacity);
    BatchWorker<T> worker = new BatchWorker<>(intake, ledger, sink, trouble, longestWait.toNanos());
    Thread thread = new Thread(worker, name);
    thread.setDaemon(true);
    intake.worker(thread);
    ItemQueue<T> queue = new ItemQueue<>(ledger, intake, worker);
    ledger.waitingIs(queue::waiting);
    thread.start();
    return queue;
  }

  /** Takes {@code item}, or counts it as dropped. */
  public void offer(T item) {
    ledger.created(1);
    if (worker.closing()) {
      ledger.dropped(DropReason.SHUTDOWN, 1);
    } else {
      put(item);
    }
  }

  /**
   * What {@link #offer} does when it is not closing; the worker may be gone all the same by now.
   */
  void put(T item) {
    if (!intake.offer(item)) {
      ledger.dropped(DropReason.QUEUE_FULL, 1);
    } else if (!intake.notifyWorker()) {
      worker.dropRest();
    }
  }

  /** How many items are in the queue or in the batch that the sink has; exact at rest. */
  public long waiting() {
    // In this order: the other way round, what comes in between could make it negative.
    long settled = worker.settled();
    return intake.position() - settled;
  }

  /**
   * Hands on what came so far without waiting for more. Completed with whether the sink took all of
   * it; never, while the sink does not return.
   */
  public CompletableFuture<Boolean> flush() {
    return worker.flush();
  }

  /**
   * Takes nothing more and hands on what is there. Completed with whether the sink took all of it.
   */
  public CompletableFuture<Boolean> closing() {
    return worker.close();
  }

  /**
   * {@link #closing}, for at most {@code limit}; what the sink does not have by then is dropped. A
   * batch that the sink has stays with it.
   *
   * @return whether the sink took everything in time
   */
  public boolean close(Duration limit) {
    try {
      return closing().get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) { // not lost: what is left is counted by abandon
    } catch (ExecutionException e) {
      throw new AssertionError("completed with a value only", e);
    }
    worker.abandon();
    return false;
  }
}
