package dev.telltale.telemetry.queue;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The one thread that takes items out of an intake and hands them on in batches. */
final class BatchWorker<T> implements Runnable {
  private static final long PAUSE_AFTER_FAULT_NANOS = 20_000_000;

  /**
   * With one batch: enough to leave out three items of 512, and few where it throws at them all.
   */
  private static final int MOST_TRIES = 64;

  private final Intake<T> intake;
  private final SignalLedger ledger;
  private final BatchSink<T> sink;
  private final Consumer<Throwable> trouble;
  private final long longestWaitNanos;
  private final Cadence cadence = new Cadence(System.nanoTime());
  private final Flushes flushes = new Flushes();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /** Items before this position are no longer ours: taken by the sink, or counted as dropped. */
  private final AtomicLong settled = new AtomicLong();

  private volatile boolean closing;
  private volatile boolean abandoned;
  private volatile boolean lostWhileClosing;
  private boolean faulty;

  BatchWorker(
      Intake<T> intake,
      SignalLedger ledger,
      BatchSink<T> sink,
      Consumer<Throwable> trouble,
      long longestWaitNanos) {
    this.intake = intake;
    this.ledger = ledger;
    this.sink = sink;
    this.trouble = trouble;
    this.longestWaitNanos = longestWaitNanos;
  }

  long settled() {
    return settled.get();
  }

  boolean closing() {
    return closing;
  }

  CompletableFuture<Boolean> flush() {
    CompletableFuture<Boolean> done = flushes.add(intake.position());
    // Nothing may wait, or it was settled a moment before the worker could know of this.
    flushes.settled(settled.get());
    intake.wake();
    return done;
  }

  /** Completed, when everything was handed on, with whether the sink took all of it. */
  CompletableFuture<Boolean> close() {
    closing = true;
    intake.wake();
    return ended;
  }

  /** What is not with the sink yet never will be. */
  void abandon() {
    abandoned = true;
    dropRest();
  }

  /** Nobody will take out what is still in the intake. */
  void dropRest() {
    long dropped = intake.clear();
    if (dropped > 0) {
      lostWhileClosing = true;
      flushes.lost();
      ledger.dropped(DropReason.SHUTDOWN, dropped);
      flushes.settled(settled.addAndGet(dropped));
    }
  }

  @Override
  public void run() {
    intake.wakeFor(Cadence.FEW);
    long due = System.nanoTime() + longestWaitNanos;
    while (!abandoned && !(closing && intake.size() == 0)) {
      try {
        due = step(due);
      } catch (
          Throwable fault) { // no memory for a batch: nothing was taken out, so nothing is lost
        tell(fault);
        LockSupport.parkNanos(PAUSE_AFTER_FAULT_NANOS);
      }
      // Whoever interrupted meant the sink; asleep with it, this thread would turn in circles.
      Thread.interrupted();
    }
    intake.workerGone();
    dropRest();
    ended.complete(!lostWhileClosing);
  }

  /** Hands on a batch or sleeps; returns when the next is due, however small. */
  private long step(long due) {
    long left = due - System.nanoTime();
    boolean hurry = left <= 0 || closing || flushes.wantMoreThan(settled.get());
    if (intake.hasEnough() || (hurry && intake.size() > 0)) {
      handOn(intake.take(cadence.most()));
      intake.wakeFor(cadence.after(System.nanoTime()));
    } else if (left > 0) {
      intake.sleep(left);
      return due;
    }
    return System.nanoTime() + longestWaitNanos;
  }

  /**
   * Where the sink throws, perhaps at one item only, it gets half as many until that one is alone,
   * and twice as many each time behind it.
   */
  private void handOn(List<T> batch) {
    int size = batch.size();
    if (size == 0) { // whoever has a place in the queue has not put the item there yet
      Thread.onSpinWait();
      return;
    }
    int length = size;
    int from = 0;
    for (int tries = 1; from < size && tries <= MOST_TRIES; tries++) {
      int to = Math.min(size, from + length);
      if (sinkTakes(batch, from, to)) {
        faulty &= tries > 1;
        settle(to - from);
        from = to;
        length *= 2;
      } else if (to - from > 1) {
        length = (to - from) / 2;
      } else {
        lose(1);
        from = to;
      }
    }
    if (from < size) {
      lose(size - from);
    }
  }

  private boolean sinkTakes(List<T> batch, int from, int to) {
    try {
      sink.take(to - from == batch.size() ? batch : batch.subList(from, to));
      return true;
    } catch (Throwable fault) {
      tell(fault);
      return false;
    }
  }

  private void lose(int items) {
    ledger.dropped(DropReason.WRITE_FAILED, items);
    flushes.lost();
    if (closing) {
      lostWhileClosing = true;
    }
    settle(items);
  }

  private void settle(int items) {
    flushes.settled(settled.addAndGet(items));
  }

  /** Says it once, until a batch is taken again. */
  private void tell(Throwable fault) {
    if (faulty) {
      return;
    }
    faulty = true;
    try {
      trouble.accept(fault);
    } catch (Throwable inTelling) {
      inTelling.addSuppressed(fault);
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, inTelling);
    }
  }
}
