package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits for something that can only be looked at again and again. */
public final class Waiting {
  private static final long BETWEEN_MILLIS = 50;

  private Waiting() {}

  /** What is waited for. */
  public interface Condition {
    boolean met() throws IOException;
  }

  /** Looks every 50 ms, for {@code limit} at most; whether it was met. */
  public static boolean until(Duration limit, Condition condition) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.met()) {
      if (System.nanoTime() >= deadline) return false;
      pause(Duration.ofMillis(BETWEEN_MILLIS));
    }
    return true;
  }

  /** Lets {@code time} pass. */
  public static void pause(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
