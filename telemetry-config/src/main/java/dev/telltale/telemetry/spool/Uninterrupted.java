package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Works on files in spite of an interrupt, which closes channels: whoever is told to stop while it
 * puts a request away must not lose it. The thread stays interrupted.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Work on files that can be done again from its start. */
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
