package dev.telltale.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be closed, newest first; one part that can't be closed does not keep the others. */
final class Closing {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  /** Closes one part. */
  interface Step {
    void close() throws Exception;
  }

  private record Part(String name, Step step) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /** The part opened last is closed first. */
  void last(String name, Step step) {
    parts.push(new Part(name, step));
  }

  void run() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.step().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        log.warn("{}: interrupted while closing", part.name());
      } catch (Exception e) {
        log.warn("{}: not closed cleanly: {}", part.name(), e.toString());
      }
    }
  }
}
