package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.spool.SpoolTrouble;
import dev.telltale.telemetry.watch.Elapsed;
import dev.telltale.telemetry.watch.Items;
import dev.telltale.telemetry.watch.LossWatch;
import dev.telltale.telemetry.watch.Reason;
import dev.telltale.telemetry.watch.SignalWatch;
import dev.telltale.telemetry.watch.StateWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator hears of one signal's way to the collector: that it is down, that it is back and
 * what was replayed, what was lost, where requests wait. Safe for use by many threads.
 */
final class DeliveryNews implements StateWords, SpoolTrouble {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  private final Signal signal;
  private final String where;
  private final SignalWatch watch;
  private final LossWatch losses;
  private final SpoolWatch spool;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Supplier<LedgerCounts> counts;

  private volatile Instant firstFailure = Instant.EPOCH;
  private long firstFailureNanos;
  private boolean doubted;
  private boolean replaying;
  private long backSinceNanos;
  private long replayed;
  private long droppedBefore;
  private boolean faultSaid;

  DeliveryNews(
      Signal signal,
      String where,
      InstantSource clock,
      LongSupplier nanoTime,
      Supplier<LedgerCounts> counts) {
    this.signal = signal;
    this.where = where;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.counts = counts;
    this.watch =
        new SignalWatch(signal, where, clock, nanoTime, this, () -> counts.get().droppedTotal());
    this.losses = new LossWatch(signal, where, nanoTime, counts);
    this.spool = new SpoolWatch(signal, nanoTime, losses);
  }

  SignalStatus status() {
    return watch.status();
  }

  /** To be called now and then: says what was lost meanwhile. */
  void look() {
    losses.look();
  }

  /** Nothing is coming any more: says what was lost and not said yet, and what waits. */
  void closed(LedgerCounts last) {
    losses.closed();
    if (last.waiting() > 0) {
      log.warn(
          "telemetry: {}: {}: closed; {} in the spool for the next start",
          signal.label(),
          where,
          Items.words(signal, last.waiting()));
    }
  }

  /** What is wrong with the file of the books; null where nothing is. */
  void ledger(@Nullable String unusable, @Nullable String setAside) {
    if (unusable != null) {
      log.warn("telemetry: {}: ledger: {}; counted in memory", signal.label(), unusable);
    }
    if (setAside != null) {
      log.warn("telemetry: {}: ledger: {}", signal.label(), setAside);
    }
  }

  synchronized void off(String problem) {
    doubted = false;
    watch.off(problem);
  }

  /**
   * @param down whether that is certain now
   */
  synchronized void failed(String what, boolean down) {
    if (!doubted) {
      doubted = true;
      firstFailure = clock.instant();
      firstFailureNanos = nanoTime.getAsLong();
      droppedBefore = counts.get().droppedTotal();
    }
    if (down) {
      replaying = false;
      watch.failing(what);
    }
  }

  /** After an outage, with the first request taken. */
  synchronized void isBack() {
    replaying = true;
    replayed = 0;
    backSinceNanos = nanoTime.getAsLong();
    watch.failing("back; what waited is on its way"); // no line: it says so when that has arrived
  }

  /** Nothing is left of what waited when the collector came back. */
  synchronized void caughtUp() {
    doubted = false;
    replaying = false;
    watch.running();
  }

  synchronized void delivered(int items, long rejected, Answer answer, boolean backlog) {
    watch.arrived();
    if (replaying && backlog) {
      replayed += items - rejected;
    }
    if (rejected > 0) {
      losses.because(DropReason.REJECTED, answer.what());
    }
  }

  void refused(Answer answer) {
    losses.because(DropReason.REJECTED, answer.what());
  }

  /** One request is answered with a failure again and again while others are taken. */
  void held(String what) {
    losses.say("a request is answered " + what + " while others are taken; it is kept and retried");
  }

  /** A bug or a lack of memory: said once. */
  synchronized void fault(Throwable fault) {
    if (!faultSaid) {
      faultSaid = true;
      losses.say("delivery goes on after " + fault.getClass().getName() + ": " + Reason.of(fault));
    }
  }

  @Override
  public String failing(String reason) {
    return " down since " + TIME.format(firstFailure) + " (" + reason + "); spooling";
  }

  @Override
  public String back(boolean wasOff, Duration after, long lost) {
    long now = nanoTime.getAsLong();
    Duration outage = Duration.ofNanos(backSinceNanos - firstFailureNanos);
    return wasOff
        ? ": delivering after " + Elapsed.words(after)
        : " back after %s: %s replayed in %s, %s dropped"
            .formatted(
                Elapsed.words(outage),
                Items.words(signal, replayed),
                Elapsed.words(Duration.ofNanos(now - backSinceNanos)),
                Reason.number(counts.get().droppedTotal() - droppedBefore));
  }

  @Override
  public void inMemory(String why) {
    spool.inMemory(why);
  }

  @Override
  public void onDisk() {
    spool.onDisk();
  }

  @Override
  public void dropped(DropReason reason, long items) {
    spool.dropped(reason, items);
  }

  @Override
  public void keptAside(String what) {
    spool.keptAside(what);
  }
}
