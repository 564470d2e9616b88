package dev.telltale.telemetry.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A sink that keeps what it is given, and can be made to hang or to fail. */
final class Batches implements BatchSink<Integer> {
  private final List<List<Integer>> taken = new ArrayList<>();
  private final Semaphore open = new Semaphore(Integer.MAX_VALUE / 2);
  private volatile CountDownLatch inside = new CountDownLatch(1);
  volatile Throwable fault;

  @Override
  public void take(List<Integer> batch) throws Exception {
    inside.countDown();
    open.acquireUninterruptibly();
    open.release();
    Throwable now = fault;
    if (now instanceof Error error) {
      throw error;
    }
    if (now instanceof Exception exception) {
      throw exception;
    }
    synchronized (this) {
      taken.add(batch);
    }
  }

  /** From now on a batch stays in here until {@link #goOn}. */
  void hang() {
    open.drainPermits();
    inside = new CountDownLatch(1);
  }

  void awaitHanging() throws InterruptedException {
    inside.await();
  }

  void goOn() {
    open.release(Integer.MAX_VALUE / 2);
  }

  synchronized List<Integer> sizes() {
    return taken.stream().map(List::size).toList();
  }

  synchronized List<Integer> items() {
    return taken.stream().flatMap(List::stream).toList();
  }
}
