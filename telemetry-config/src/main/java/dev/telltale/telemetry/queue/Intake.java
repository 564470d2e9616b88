package dev.telltale.telemetry.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What many threads put items into and one worker takes them out of. Positions count the items ever
 * put in, so that how many wait is a difference of two of them and needs no counter of its own.
 */
final class Intake<T> {
  /** In {@link #wakeAt}: the worker is awake and looks for itself. */
  private static final long AWAKE = Long.MAX_VALUE;

  /** In {@link #wakeAt}: the worker will not look again. */
  private static final long GONE = Long.MIN_VALUE;

  private final MpscAtomicArrayQueue<T> items;

  /** How many items wake the worker, who alone uses it. */
  private int enough;

  /** The position at which the sleeping worker wants to be woken. */
  private final AtomicLong wakeAt = new AtomicLong(AWAKE);

  private volatile @Nullable Thread worker;

  Intake(int capacity) {
    items = new MpscAtomicArrayQueue<>(capacity);
  }

  /**
   * How many items are worth waking the worker, or half the queue, so that the other half holds
   * what comes before it is up. For the worker.
   */
  void wakeFor(int count) {
    enough = Math.max(1, Math.min(count, items.capacity() / 2));
  }

  void worker(Thread thread) {
    worker = thread;
  }

  /** Whether there was room. */
  boolean offer(T item) {
    return items.offer(item);
  }

  /**
   * To be called after {@link #offer} took an item: wakes the worker once enough wait.
   *
   * @return whether anybody will take the item out; if not, the caller has to {@link #clear}
   */
  boolean notifyWorker() {
    long at = wakeAt.get();
    if (items.currentProducerIndex() < at) {
      return true;
    }
    if (at == GONE) {
      return false;
    }
    // Many may see that it is time; one of them pays for it.
    if (wakeAt.compareAndSet(at, AWAKE)) {
      wake();
    }
    return true;
  }

  void wake() {
    LockSupport.unpark(worker);
  }

  /** How many items were ever put in. */
  long position() {
    return items.currentProducerIndex();
  }

  /** How many are in it now; exact for the worker. */
  long size() {
    return items.currentProducerIndex() - items.currentConsumerIndex();
  }

  boolean hasEnough() {
    return size() >= enough;
  }

  /** Sleeps until enough wait, {@link #wake} is called, or so much time has passed. */
  void sleep(long nanos) {
    long at = items.currentConsumerIndex() + enough;
    wakeAt.set(at);
    // Looked at after the mark is set: an item that came before it could not see it.
    if (items.currentProducerIndex() < at) {
      LockSupport.parkNanos(this, nanos);
    }
    wakeAt.set(AWAKE);
  }

  /** The oldest items, {@code limit} of them at most. */
  synchronized List<T> take(int limit) {
    int count = (int) Math.min(limit, size());
    // Room for all before the first is out: without memory, items must not be lost on the way.
    List<T> batch = new ArrayList<>(count);
    items.drain(batch::add, count);
    return batch;
  }

  /** Throws away what is in it and returns how many that were. */
  synchronized long clear() {
    long cleared = 0;
    while (items.poll() != null) {
      cleared++;
    }
    return cleared;
  }

  /** The worker will not look again: who puts something in from now on is told so. */
  void workerGone() {
    wakeAt.set(GONE);
  }
}
