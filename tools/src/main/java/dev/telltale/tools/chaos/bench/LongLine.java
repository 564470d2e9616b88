package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.bench.TcpProxy.Spoiling;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Every piece comes late, and keeps nobody waiting: those behind it are on their way already. When
 * the fault is over it goes on without the delay, since nothing may overtake what is on the line.
 */
final class LongLine implements Spoiling {
  private final int millis;
  private final int jitter;
  private final Random random;
  private final Map<OutputStream, Queue<byte[]>> lines = new HashMap<>();
  private final ScheduledThreadPoolExecutor writer;
  private volatile boolean over;

  LongLine(int millis, int jitter) {
    this.millis = millis;
    this.jitter = jitter;
    this.random = new Random(millis);
    this.writer =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread thread = new Thread(run, "long-line");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public synchronized void pass(byte[] piece, int length, OutputStream out) {
    lines.computeIfAbsent(out, none -> new ArrayDeque<>()).add(Arrays.copyOf(piece, length));
    int late = over ? 0 : millis - jitter + random.nextInt(2 * jitter + 1);
    // Whichever piece is first on its line: jitter must not change their order.
    var unused = writer.schedule(() -> writeNext(out), late, TimeUnit.MILLISECONDS);
  }

  private void writeNext(OutputStream out) {
    byte[] next;
    synchronized (this) {
      next = lines.getOrDefault(out, new ArrayDeque<>()).poll();
    }
    if (next == null) return;
    try {
      out.write(next);
      out.flush();
    } catch (IOException e) {
      synchronized (this) {
        lines.remove(out); // the connection is gone, as its reading side finds out
      }
    }
  }

  @Override
  public Spoiling afterwards() {
    over = true;
    return this;
  }
}
