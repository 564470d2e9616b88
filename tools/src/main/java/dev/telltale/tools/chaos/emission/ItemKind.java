package dev.telltale.tools.chaos.emission;

/** What an emitting thread emits. */
public enum ItemKind {
  SPANS,
  LINES;

  /** As in messages and results. */
  public String label() {
    return this == SPANS ? "spans" : "log lines";
  }
}
