package dev.telltale.tools.chaos.oracle;

import dev.telltale.tools.chaos.emission.Emitted;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.sink.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of the numbered items of one kind, id by id.
 *
 * @param emitted items whose emitting call returned
 * @param lost those of them that did not arrive
 * @param duplicated arrivals that were not the first of their item
 * @param corrupted arrivals whose content does not fit their id
 * @param invented arrivals of items that nobody emitted
 * @param firstLost the first of the lost of each thread
 */
public record Tally(
    ItemKind kind,
    long emitted,
    long lost,
    long duplicated,
    long corrupted,
    long invented,
    List<String> firstLost) {

  /** Compares what the threads noted with what arrived. */
  public static Tally of(ItemKind kind, List<Emitted> all, Arrivals arrived) {
    List<Emitted> emitted = all.stream().filter(one -> one.kind() == kind).toList();
    List<String> firstLost = new ArrayList<>();
    long ended = 0;
    long lost = 0;
    long invented = arrived.unreadable();
    for (Emitted one : emitted) {
      ended += one.ended();
      lost += one.ended() - arrived.upTo(one.slot(), one.ended());
      invented += arrived.beyond(one.slot(), one.begun());
      String gap = arrived.firstGap(one.slot(), one.ended());
      if (!gap.isEmpty()) firstLost.add(gap);
    }
    Set<Integer> known = emitted.stream().map(Emitted::slot).collect(Collectors.toSet());
    for (int slot : arrived.slots()) {
      if (!known.contains(slot)) invented += arrived.beyond(slot, 0);
    }
    return new Tally(
        kind, ended, lost, arrived.again(), arrived.corrupted(), invented, List.copyOf(firstLost));
  }

  /**
   * How many items of one kind are lost, without those from before something.
   *
   * @param marks the number of each thread's last item before it, by the thread's place
   */
  public static long lostSince(
      Map<Integer, Long> marks, ItemKind kind, List<Emitted> all, Arrivals arrived) {
    long lost = 0;
    for (Emitted one : all) {
      if (one.kind() != kind) continue;
      long mark = marks.getOrDefault(one.slot(), 0L);
      long there = arrived.upTo(one.slot(), one.ended()) - arrived.upTo(one.slot(), mark);
      lost += one.ended() - mark - there;
    }
    return lost;
  }

  @Override
  public String toString() {
    return "%s: %d emitted, %d lost, %d twice, %d corrupted, %d invented"
        .formatted(kind.label(), emitted, lost, duplicated, corrupted, invented);
  }
}
