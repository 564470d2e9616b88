package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Remembers what it was told. */
final class ToldTrouble implements SpoolTrouble {
  private final List<String> states = new CopyOnWriteArrayList<>();
  private final List<String> dropped = new CopyOnWriteArrayList<>();
  private final List<String> keptAside = new CopyOnWriteArrayList<>();

  @Override
  public void inMemory(String why) {
    states.add("in memory: " + why);
  }

  @Override
  public void onDisk() {
    states.add("on disk");
  }

  @Override
  public void dropped(DropReason reason, long items) {
    dropped.add(reason.label() + " " + items);
  }

  @Override
  public void keptAside(String what) {
    keptAside.add(what);
  }

  List<String> states() {
    return states;
  }

  List<String> dropped() {
    return dropped;
  }

  List<String> keptAside() {
    return keptAside;
  }

  List<String> all() {
    return Stream.of(states, dropped, keptAside).flatMap(List::stream).toList();
  }
}
