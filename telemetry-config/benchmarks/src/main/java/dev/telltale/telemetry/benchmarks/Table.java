package dev.telltale.telemetry.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints rows of Markdown as they come. */
final class Table {
  private final PrintStream out;

  Table(PrintStream out, String... columns) {
    this.out = out;
    row((Object[]) columns);
    out.println("|" + "---|".repeat(columns.length));
  }

  void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    out.println(line);
    out.flush();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
