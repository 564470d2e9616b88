package dev.telltale.node.command;

import java.util.Locale;

/** What a node can be asked to do. */
public enum CommandKind {
  PUBLISH_COLLECTION,
  HANDLE_STORE,
  GET_COLLECTION,
  HANDLE_GET,
  RUN_QUERY;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
