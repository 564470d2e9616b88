package dev.telltale.telemetry.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Holds what is to be told until the lock of the spool is released. */
final class News {
  private final SpoolTrouble trouble;
  private List<Consumer<SpoolTrouble>> untold = new ArrayList<>();

  News(SpoolTrouble trouble) {
    this.trouble = trouble;
  }

  synchronized void add(Consumer<SpoolTrouble> what) {
    untold.add(what);
  }

  /** To be called without the lock of the spool. */
  void tell() {
    List<Consumer<SpoolTrouble>> now;
    synchronized (this) {
      if (untold.isEmpty()) {
        return;
      }
      now = untold;
      untold = new ArrayList<>();
    }
    now.forEach(what -> what.accept(trouble));
  }
}
