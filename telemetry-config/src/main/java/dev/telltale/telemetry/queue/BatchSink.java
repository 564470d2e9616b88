package dev.telltale.telemetry.queue;

import java.util.List;

/** Where batches go. Called by one thread, one batch at a time. */
@FunctionalInterface
public interface BatchSink<T> {
  /**
   * Takes all of {@code batch}, which nobody else uses any more, and counts what becomes of it. The
   * next batch waits until this returns.
   *
   * @throws Exception when it took nothing: the queue then counts the batch as not written
   */
  void take(List<T> batch) throws Exception;
}
