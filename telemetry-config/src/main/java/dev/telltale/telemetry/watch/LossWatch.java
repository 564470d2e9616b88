package dev.telltale.telemetry.watch;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
  private static final long BETWEEN_LINES_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Signal signal;
  private final String where;
  private final LongSupplier nanoTime;
  private final Supplier<LedgerCounts> counts;
  private final Map<DropReason, Long> said = new EnumMap<>(DropReason.class);
  private final Map<DropReason, String> details = new EnumMap<>(DropReason.class);
  private @Nullable String aside;
  private @Nullable Long saidAt;
  private @Nullable Long otherSaidAt;

  public LossWatch(
      Signal signal, String where, LongSupplier nanoTime, Supplier<LedgerCounts> counts) {
    this.signal = signal;
    this.where = where;
    this.nanoTime = nanoTime;
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
      otherSaidAt = nanoTime.getAsLong();
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
    saidAt = nanoTime.getAsLong();
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

  private boolean lately(@Nullable Long then) {
    return then != null && nanoTime.getAsLong() - then < BETWEEN_LINES_NANOS;
  }
}
