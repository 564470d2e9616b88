package dev.telltale.stack.panels;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a panel: its labels and its points, oldest first, never without a point. */
record Series(Map<String, String> labels, List<Point> points) {
  private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /** The value of a series at a time; NaN where there is none to give. */
  record Point(double epochSeconds, double value) {}

  /** The newest value that is a number; NaN when there is none. */
  double last() {
    double last = Double.NaN;
    for (Point point : points) {
      if (!Double.isNaN(point.value())) last = point.value();
    }
    return last;
  }

  double max() {
    return points.stream()
        .mapToDouble(Point::value)
        .filter(v -> !Double.isNaN(v))
        .max()
        .orElse(Double.NaN);
  }

  /** The legend's text for this series; empty when the legend is. */
  String named(String legend) {
    Matcher matcher = LABEL.matcher(legend);
    return matcher
        .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")))
        .strip();
  }

  /** The points as one character each for {@code columns} equal parts of the time. */
  String sparkline(double from, double until, int columns) {
    return Sparkline.of(points, from, until, columns);
  }
}
