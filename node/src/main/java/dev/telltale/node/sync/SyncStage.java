package dev.telltale.node.sync;

import java.util.Locale;

/** The four steps of catching up with one peer, in their order. */
public enum SyncStage {
  DISCOVER,
  FILTER,
  FETCH,
  INSERT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
