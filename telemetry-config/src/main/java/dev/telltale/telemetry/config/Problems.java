package dev.telltale.telemetry.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything found wrong so far, told at once and in the order of the file. */
final class Problems {
  /** A binary file would otherwise fill the terminal. */
  static final int MAX_TOLD = 100;

  private static final Comparator<Problem> AS_WRITTEN =
      Comparator.<Problem, Origin.Kind>comparing(problem -> problem.origin().kind())
          .thenComparingInt(problem -> problem.origin().line())
          .thenComparingInt(problem -> problem.origin().column());

  private record Problem(Origin origin, String text) {}

  private final Set<Problem> all = new LinkedHashSet<>();

  void add(Origin origin, String path, String what) {
    all.add(new Problem(origin, origin.where(path) + ": " + what));
  }

  void throwIfAny() throws ConfigException {
    if (all.isEmpty()) {
      return;
    }
    List<String> told =
        new ArrayList<>(
            all.stream().sorted(AS_WRITTEN).limit(MAX_TOLD).map(Problem::text).toList());
    if (all.size() > MAX_TOLD) {
      told.add((all.size() - MAX_TOLD) + " more problems");
    }
    throw new ConfigException(told);
  }
}
