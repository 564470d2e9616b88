package dev.telltale.node.repository;

import java.util.Locale;

/** What a caller can ask for and ask about later. */
public enum OperationKind {
  PUBLISH;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
