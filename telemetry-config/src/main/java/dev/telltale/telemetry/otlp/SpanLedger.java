package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.SignalCounts;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what became of each ended span. Own counters, because the SDK's answer is no proof: its
 * batch processor reports success though every export failed. Safe for use by many threads.
 */
final class SpanLedger {
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong queued = new AtomicLong();
  private final int capacity;

  /**
   * @param capacity how many spans may wait; the queue behind must hold as many, so that it never
   *     has to drop one by itself, which it would tell nobody
   */
  SpanLedger(int capacity) {
    this.capacity = capacity;
  }

  /** A span ended. Returns whether there is room for it; if not, it is counted as lost. */
  boolean ended() {
    ended.incrementAndGet();
    if (queued.incrementAndGet() <= capacity) {
      return true;
    }
    queued.decrementAndGet();
    lost.incrementAndGet();
    return false;
  }

  /** A span ended that nothing will be done for. */
  void endedTooLate() {
    ended.incrementAndGet();
    lost.incrementAndGet();
  }

  /** A batch left the queue: so many of it were accepted by the collector, the rest were not. */
  void settled(int spans, long accepted) {
    exported.addAndGet(accepted);
    lost.addAndGet(spans - accepted);
    queued.addAndGet(-spans);
  }

  SignalCounts counts() {
    // Terminal counters first, ended last: then what waits is never negative.
    long exportedNow = exported.get();
    long lostNow = lost.get();
    long endedNow = ended.get();
    return new SignalCounts(endedNow, exportedNow, lostNow, endedNow - exportedNow - lostNow);
  }

  /** The counts when nothing will be delivered any more: what waits is lost. */
  SignalCounts finalCounts() {
    SignalCounts now = counts();
    return new SignalCounts(now.ended(), now.exported(), now.ended() - now.exported(), 0);
  }
}
