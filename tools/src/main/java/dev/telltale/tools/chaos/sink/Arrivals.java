package dev.telltale.tools.chaos.sink;

import dev.telltale.tools.chaos.emission.ChaosId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which items of one kind arrived, and how often. Safe for use by many threads. */
public final class Arrivals {
  /** No span of a run is half as long. */
  private static final long LONGEST_NANOS = 600_000_000_000L;

  private final Map<Integer, SlotArrivals> slots = new HashMap<>();
  private final Set<Long> others = new HashSet<>();
  private final boolean sameIsOne;
  private long total;
  private long resent;
  private long numbered;
  private long corrupted;
  private long unreadable;
  private long othersAgain;
  private long impossible;

  private Arrivals(boolean sameIsOne) {
    this.sameIsOne = sameIsOne;
  }

  /**
   * Of log lines: a line that came before with the same time and text is the same line sent again,
   * of which Loki keeps one.
   */
  public static Arrivals ofLines() {
    return new Arrivals(true);
  }

  public static Arrivals ofSpans() {
    return new Arrivals(false);
  }

  /** Called for each item, also for one that came before. */
  synchronized void add(ArrivedItem item) {
    if (item.nanos() < 0 || item.nanos() > LONGEST_NANOS) impossible++;
    if (item.chaosId() == null) {
      total++;
      if (item.key() != 0 && !others.add(item.key())) {
        if (sameIsOne) resent++;
        else othersAgain++;
      }
      return;
    }
    chaos(item.chaosId(), String.valueOf(item.check()), item.key());
  }

  /** Called for each item with a chaos id that did not come by OTLP. */
  public synchronized void chaos(String chaosId, String check) {
    chaos(chaosId, check, total);
  }

  private void chaos(String chaosId, String check, long key) {
    total++;
    numbered++;
    ChaosId id = ChaosId.parse(chaosId);
    if (id == null) {
      unreadable++;
    } else if (!id.check().equals(check)) {
      corrupted++;
    } else {
      SlotArrivals slot = slots.computeIfAbsent(id.slot(), of -> new SlotArrivals());
      long before = slot.again();
      boolean first = sameIsOne ? slot.add(id.sequence(), key) : slot.add(id.sequence());
      if (!first && slot.again() == before) resent++;
    }
  }

  /** Arrivals of log lines that came before with the same time and text. */
  public synchronized long resent() {
    return resent;
  }

  /** How many items arrived, each counted once. */
  public synchronized long distinct() {
    return total - again() - resent;
  }

  /** All arrivals, of the node's own items too, each time they came. */
  public synchronized long total() {
    return total;
  }

  /** All arrivals of numbered items, each time they came. */
  public synchronized long numbered() {
    return numbered;
  }

  /** How many arrivals were not the first of their item; the node's own spans count too. */
  public synchronized long again() {
    return othersAgain + slots.values().stream().mapToLong(SlotArrivals::again).sum();
  }

  /** Spans that ended before they began, or took longer than anything does. */
  public synchronized long impossible() {
    return impossible;
  }

  /** Items whose check did not fit their id. */
  public synchronized long corrupted() {
    return corrupted;
  }

  /** Items with an id that nobody can have given. */
  public synchronized long unreadable() {
    return unreadable;
  }

  /** The thread's newest item that arrived. */
  public synchronized int highest(int slot) {
    return of(slot).highest();
  }

  public synchronized long upTo(int slot, long last) {
    return of(slot).upTo(last);
  }

  public synchronized long beyond(int slot, long last) {
    return of(slot).beyond(last);
  }

  /**
   * The first items of a thread that did not arrive, as "2-2501 to 2-2580"; empty where all did.
   */
  public synchronized String firstGap(int slot, long last) {
    int[] gap = of(slot).firstGap(last);
    return gap[0] == 0 ? "" : new ChaosId(slot, gap[0]) + " to " + new ChaosId(slot, gap[1]);
  }

  /** The places of the threads of which anything arrived. */
  public synchronized Set<Integer> slots() {
    return Set.copyOf(slots.keySet());
  }

  private SlotArrivals of(int slot) {
    return slots.getOrDefault(slot, new SlotArrivals());
  }
}
