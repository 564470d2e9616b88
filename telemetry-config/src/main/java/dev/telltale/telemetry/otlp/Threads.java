package dev.telltale.telemetry.otlp;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads with a name that tells what they are for, none of which keeps the service running. */
final class Threads {
  private static final int IDLE_SECONDS = 10;

  private Threads() {}

  /**
   * At most {@code count} threads, made when needed; what exceeds them waits and is not refused.
   */
  static ThreadPoolExecutor pool(String name, int count) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        work -> {
          Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
