package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Sees to it that no two events have the same time: the later one's is a nanosecond more. Loki
 * keeps one of two lines whose time and words are the same, so the other one would be lost. Must be
 * the first appender, for the others to see the same time.
 */
final class DistinctTimes extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int BITS = 12;
  private static final int SLOTS = 1 << BITS;

  /** As {@link java.util.SplittableRandom} spreads neighbours: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /**
   * The times given lately, each in a place of its own that the next of the same hash takes. A
   * single latest time would not do: an event can come here after one that is younger, and a clock
   * can be set back.
   */
  private final AtomicLongArray given = new AtomicLongArray(SLOTS);

  @Override
  public void doAppend(ILoggingEvent event) {
    // Not UnsynchronizedAppenderBase's: it drops what is logged while an event is put into words.
    if (isStarted()) {
      append(event);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    Instant at = event.getInstant();
    if (at == null || !(event instanceof LoggingEvent own)) {
      return;
    }
    long wanted = TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    long time = wanted;
    while (given.getAndSet(slot(time), time) == time) {
      time++;
    }
    if (time != wanted) {
      own.setInstant(at.plusNanos(time - wanted));
    }
  }

  private static int slot(long time) {
    return (int) ((time * SPREAD) >>> (Long.SIZE - BITS));
  }
}
