package dev.telltale.telemetry.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A sink that keeps what it is given, and can be made to hang or to fail. */
final class Batches implements BatchSink<Integer> {
  private final List<List<Integer>> taken = new ArrayList<>();
  private final Semaphore open = new Semaphore(Integer.MAX_VALUE / 2);
  private volatile CountDownLatch inside = new CountDownLatch(1);
  private int asked;
  volatile Throwable fault;

  /** Items at which it fails, and takes nothing of their batch. */
  volatile Set<Integer> poison = Set.of();

  @Override
  public void take(List<Integer> batch) throws Exception {
    synchronized (this) {
      asked++;
    }
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
    if (batch.stream().anyMatch(poison::contains)) {
      throw new IllegalStateException("at one of them");
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

  boolean isHanging() {
    return inside.getCount() == 0;
  }

  synchronized int asked() {
    return asked;
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
