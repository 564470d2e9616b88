package dev.telltale.telemetry.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

/** Who wants to know when all that was put in so far has been handed on. */
final class Flushes {
  private final Deque<Flush> pending = new ArrayDeque<>();

  private static final long NOBODY = -1;

  /** The farthest position that somebody waits for or waited for. */
  private volatile long wanted = NOBODY;

  private static final class Flush {
    final long upTo;
    final CompletableFuture<Boolean> done = new CompletableFuture<>();
    boolean lost;

    Flush(long upTo) {
      this.upTo = upTo;
    }
  }

  /** Completed with whether everything before {@code upTo} was taken. */
  synchronized CompletableFuture<Boolean> add(long upTo) {
    Flush flush = new Flush(upTo);
    pending.add(flush);
    wanted = Math.max(wanted, upTo);
    return flush.done;
  }

  boolean wantMoreThan(long settled) {
    return wanted > settled;
  }

  /** Some of what everybody here waits for was lost. */
  synchronized void lost() {
    for (Flush flush : pending) {
      flush.lost = true;
    }
  }

  /** Everything before {@code position} was taken or lost. */
  void settled(long position) {
    if (wanted == NOBODY) {
      return;
    }
    Deque<Flush> ready = new ArrayDeque<>();
    synchronized (this) {
      for (Iterator<Flush> all = pending.iterator(); all.hasNext(); ) {
        Flush flush = all.next();
        if (flush.upTo <= position) {
          ready.add(flush);
          all.remove();
        }
      }
    }
    ready.forEach(flush -> flush.done.complete(!flush.lost));
  }
}
