package dev.telltale.stack.panels;

/**
 * One query of a panel, as the dashboard has it.
 *
 * @param expression with variables such as {@code $instance} still in it
 * @param legend what to call a series, with its labels in double braces; empty: the panel's title
 * @param instant asked for now and not over a range
 */
public record PanelQuery(Language language, String expression, String legend, boolean instant) {
  /** What the expression is written in, and so which server it goes to. */
  public enum Language {
    PROMQL,
    LOGQL
  }
}
