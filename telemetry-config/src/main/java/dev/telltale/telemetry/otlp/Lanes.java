package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.spool.Spool;
import dev.telltale.telemetry.spool.Taken;
import dev.telltale.telemetry.watch.Backoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which request is sent next. Those appended since the endpoint is back have a lane of their own,
 * so that a backlog never keeps live data waiting. In order, there is one lane, and a request stays
 * at its head until it is settled. For one thread.
 */
final class Lanes {
  /** Below every sequence. */
  private static final long ALL = -1;

  private static final int MOST_HELD = 16;

  private final Spool spool;
  private final boolean inOrder;
  private final Pace pace;
  private final Backoff backoff;

  /** Put back by us; the spool offers them after those that were never tried. */
  private final TreeSet<Long> retries = new TreeSet<>();

  /** Those the collector fails at while it takes others. */
  private final Deque<Held> held = new ArrayDeque<>();

  private @Nullable Taken head;
  private long backlogEnd;
  private boolean backlog;

  private record Held(Taken taken, long notBefore) {}

  Lanes(Spool spool, boolean inOrder, Pace pace, Backoff backoff) {
    this.spool = spool;
    this.inOrder = inOrder;
    this.pace = pace;
    this.backoff = backoff;
    endpointIsBack();
  }

  boolean inOrder() {
    return inOrder;
  }

  /** What waits at this moment is the backlog; what comes from now on is live. */
  void endpointIsBack() {
    backlogEnd = spool.lastSequence();
    backlog = true;
  }

  boolean isBacklog(Sending sending) {
    return sending.sequence() <= backlogEnd;
  }

  /** The next to be tried at an endpoint that may be down: each time another one. */
  @Nullable Taken probe() {
    return inOrder ? ordered() : spool.take(ALL);
  }

  /** The next for an endpoint that is up; null when none may be sent now. */
  @Nullable Taken next(List<Sending> underWay, long now) {
    if (inOrder) {
      return ordered();
    }
    if (backlog && underWay.stream().noneMatch(sending -> sending.sequence() > backlogEnd)) {
      Taken live = spool.take(backlogEnd);
      if (live != null) {
        return live;
      }
    }
    if (backlog && pace.waitNanos(now) > 0) {
      return spool.take(backlogEnd);
    }
    Taken oldest = spool.take(ALL);
    if (oldest != null && oldest.sequence() <= backlogEnd) {
      pace.sent(oldest.request().length, now);
    } else if (oldest == null) {
      retries.clear(); // those that the spool itself dropped
      backlog = underWay.stream().anyMatch(this::isBacklog);
    } else if (retries.headSet(backlogEnd, true).isEmpty()) {
      backlog = underWay.stream().anyMatch(this::isBacklog);
    }
    return oldest;
  }

  private @Nullable Taken ordered() {
    Taken first = head;
    head = null;
    if (first == null) {
      first = spool.take(ALL);
    }
    backlog = first != null && first.sequence() <= backlogEnd;
    return first;
  }

  /** Whether something may still be waiting that was there when the endpoint came back. */
  boolean hasBacklog() {
    return backlog;
  }

  /** How long until {@link #next} may have something that it has not now. */
  long waitNanos(long now) {
    long wait = backlog && pace.waitNanos(now) > 0 ? pace.waitNanos(now) : Long.MAX_VALUE;
    Held first = held.peek();
    return first == null ? wait : Math.min(wait, Math.max(0, first.notBefore() - now));
  }

  /**
   * One of those held back whose time has come. Nothing follows from what becomes of it; if it
   * fails again it is to be {@link #hold held}.
   */
  @Nullable Taken due(long now) {
    Held first = held.peek();
    return first != null && first.notBefore() <= now ? held.remove().taken() : null;
  }

  /** Holds one back that the collector fails at, while it takes others. */
  void hold(Taken taken, long now) {
    held.add(new Held(taken, now + backoff.longest().toNanos()));
    if (held.size() > MOST_HELD) {
      spool.putBack(held.remove().taken());
    }
  }

  /** It waits again. */
  void putBack(Taken taken) {
    if (inOrder) {
      head = taken;
    } else {
      retries.add(taken.sequence());
      spool.putBack(taken);
    }
  }

  void settled(Taken taken) {
    retries.remove(taken.sequence());
  }

  /** Nothing is kept in hand any more. */
  void letGo() {
    List<Held> all = new ArrayList<>(held);
    held.clear();
    all.forEach(one -> spool.putBack(one.taken()));
    if (head != null) {
      spool.putBack(head);
      head = null;
    }
  }
}
