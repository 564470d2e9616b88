package dev.telltale.telemetry.queue;

import java.util.List;

/** Where batches go. Called by one thread, one batch at a time. */
@FunctionalInterface
public interface BatchSink<T> {
  /**
   * Takes all of {@code batch}, which nobody else uses any more, and counts what becomes of it. The
   * next batch waits until this returns.
   *
   * @throws Exception when it took nothing: the queue then offers it in parts, and counts those
   *     items as not written that it throws at alone
   */
  void take(List<T> batch) throws Exception;
}
