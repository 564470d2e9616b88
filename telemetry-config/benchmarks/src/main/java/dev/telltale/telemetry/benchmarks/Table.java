package dev.telltale.telemetry.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints rows of Markdown as they come. Not for use by many threads at once. */
public final class Table {
  private final PrintStream out;

  /** Prints the head. */
  public Table(PrintStream out, String... columns) {
    this.out = out;
    row((Object[]) columns);
    out.println("|" + "---|".repeat(columns.length));
  }

  public void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    out.println(line);
    out.flush();
  }

  /** With one decimal, or none from 100 on. */
  public static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  /** With two decimals. */
  public static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Of a share from 0 to 1. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
