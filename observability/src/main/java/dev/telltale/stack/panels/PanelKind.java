package dev.telltale.stack.panels;

/** How a panel shows what its queries answer. */
public enum PanelKind {
  /** One value now. */
  STAT("stat"),
  /** Numbers over time. */
  TIMESERIES("timeseries"),
  /** Words over time. */
  STATE_TIMELINE("state-timeline"),
  LOGS("logs");

  private final String type;

  PanelKind(String type) {
    this.type = type;
  }

  /** The kind that a dashboard calls {@code type}. */
  static PanelKind of(String type) {
    for (PanelKind kind : values()) {
      if (kind.type.equals(type)) return kind;
    }
    throw new IllegalArgumentException(
        "expected stat, timeseries, state-timeline or logs, found " + type);
  }
}
