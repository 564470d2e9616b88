package dev.telltale.telemetry.watch;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how many items of one signal were lost and why, once a minute at most; nothing while nothing
 * is. It reads the ledger, so that no loss is left out whoever counted it. Safe for use by many
 * threads.
 */
public final class LossWatch {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final Signal signal;
  private final String where;
  private final InstantSource clock;
  private final Supplier<LedgerCounts> counts;
  private final Map<DropReason, Long> said = new EnumMap<>(DropReason.class);
  private final Map<DropReason, String> details = new EnumMap<>(DropReason.class);
  private @Nullable String aside;
  private @Nullable Instant saidAt;
  private @Nullable Instant otherSaidAt;

  public LossWatch(
      Signal signal, String where, InstantSource clock, Supplier<LedgerCounts> counts) {
    this.signal = signal;
    this.where = where;
    this.clock = clock;
    this.counts = counts;
  }

  /** What the latest loss of this kind was about: the next line says it. */
  public synchronized void because(DropReason reason, String detail) {
    if (!detail.isEmpty()) {
      details.put(reason, detail);
    }
  }

  /** Says what is new, unless something was said lately. */
  public synchronized void look() {
    if (!lately(saidAt)) {
      sayNews();
    }
  }

  /** Says what is new. */
  public synchronized void closed() {
    sayNews();
  }

  /** A file was kept aside; the next line says which. */
  public synchronized void keptAside(String what) {
    aside = what;
  }

  /** Says something else that is no change of state, once a minute at most. */
  public synchronized void say(String what) {
    if (!lately(otherSaidAt)) {
      otherSaidAt = clock.instant();
      log.warn("telemetry: {}: {}: {}", signal.label(), where, what);
    }
  }

  private void sayNews() {
    Map<DropReason, Long> now = counts.get().dropped();
    List<String> reasons = new ArrayList<>();
    long news = 0;
    for (DropReason reason : DropReason.values()) {
      long more = now.getOrDefault(reason, 0L) - said.getOrDefault(reason, 0L);
      if (more > 0) {
        news += more;
        reasons.add(Reason.number(more) + " " + reason.label() + detail(reason));
      }
    }
    if (news == 0) {
      return;
    }
    said.putAll(now);
    details.clear();
    saidAt = clock.instant();
    log.warn(
        "telemetry: {}: {}: {} lost: {}{}",
        signal.label(),
        where,
        Items.words(signal, news),
        String.join(", ", reasons),
        aside == null ? "" : "; kept aside: " + aside);
    aside = null;
  }

  private String detail(DropReason reason) {
    String detail = details.get(reason);
    return detail == null ? "" : " (" + detail + ")";
  }

  private boolean lately(@Nullable Instant then) {
    return then != null && clock.instant().isBefore(then.plus(BETWEEN_LINES));
  }
}
