package dev.telltale.stack.panels;

import java.util.Arrays;
import java.util.List;

/** A curve in one line of text. */
final class Sparkline {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** The highest value of each part of the time, from 0 up; a dot where there is none. */
  static String of(List<Series.Point> points, double from, double until, int columns) {
    double[] highest = new double[columns];
    Arrays.fill(highest, Double.NaN);
    for (Series.Point point : points) {
      if (Double.isNaN(point.value())) continue;
      int column = (int) ((point.epochSeconds() - from) / (until - from) * columns);
      column = Math.max(0, Math.min(columns - 1, column));
      if (!(highest[column] >= point.value())) highest[column] = point.value();
    }
    double top = Arrays.stream(highest).filter(v -> !Double.isNaN(v)).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double value : highest) {
      line.append(Double.isNaN(value) ? '·' : level(value, top));
    }
    return line.toString();
  }

  private static char level(double value, double top) {
    if (top <= 0 || value <= 0) return LEVELS.charAt(0);
    int level = (int) Math.ceil(value / top * (LEVELS.length() - 1));
    return LEVELS.charAt(Math.min(level, LEVELS.length() - 1));
  }
}
