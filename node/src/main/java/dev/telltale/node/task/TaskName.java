package dev.telltale.node.task;

import java.util.Locale;

/** What a node does by itself. */
public enum TaskName {
  PEER_DISCOVERY,
  SYNC;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
