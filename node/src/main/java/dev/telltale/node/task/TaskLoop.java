package dev.telltale.node.task;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task on a thread of its own until it is closed. */
public final class TaskLoop {
  private static final Logger log = LoggerFactory.getLogger(TaskLoop.class);
  private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

  private final Task task;
  private final Semaphore due = new Semaphore(0);
  private volatile boolean closed;
  private final Duration afterABug;
  private final Thread thread;

  private TaskLoop(Task task, Duration firstDelay, Duration afterABug) {
    this.task = task;
    this.afterABug = afterABug;
    this.thread = new Thread(() -> loop(firstDelay), "task-" + task.name().label());
    thread.setDaemon(true);
  }

  /** Begins; the first run comes after {@code firstDelay}. */
  public static TaskLoop start(Task task, Duration firstDelay) {
    return start(task, firstDelay, AFTER_A_BUG);
  }

  static TaskLoop start(Task task, Duration firstDelay, Duration afterABug) {
    TaskLoop loop = new TaskLoop(task, firstDelay, afterABug);
    loop.thread.start();
    return loop;
  }

  /** The next run begins now, or right after the one that goes on; called twice, it is one run. */
  public void runSoon() {
    due.release();
  }

  /** Begins no further run and waits for the one that goes on, for at most {@code limit}. */
  public void close(Duration limit) throws InterruptedException {
    closed = true;
    due.release();
    thread.join(Math.max(1, limit.toMillis()));
    thread.interrupt();
  }

  private void loop(Duration firstDelay) {
    Duration delay = firstDelay;
    try {
      while (!closed) {
        boolean early = due.tryAcquire(delay.toMillis(), TimeUnit.MILLISECONDS);
        if (closed) return;
        if (early) due.drainPermits();
        delay = runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() lost its patience
    }
  }

  private Duration runOnce() {
    try {
      return task.run().nextDelay();
    } catch (RuntimeException | Error e) { // an Error must not end the loop in silence
      log.atError()
          .addKeyValue("task", task.name().label())
          .setCause(e)
          .log("task {} failed; next run in {} s", task.name().label(), afterABug.toSeconds());
      return afterABug;
    }
  }
}
