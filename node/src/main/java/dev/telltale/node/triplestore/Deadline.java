package dev.telltale.node.triplestore;

import dev.telltale.node.triplestore.QueryException.Reason;
import java.time.Duration;

/** When a query has to be done. Asked at every step of it. */
final class Deadline {
  private final Duration limit;
  private final long endNanos;

  Deadline(Duration limit) {
    this.limit = limit;
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  void check() {
    if (System.nanoTime() - endNanos >= 0) {
      throw new QueryException(
          Reason.TIMEOUT,
          "query: expected an answer within " + limit.toMillis() + " ms, found none");
    }
  }
}
