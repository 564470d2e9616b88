package dev.telltale.telemetry.benchmarks;

import java.util.List;

/** The middle one of several values: what a noisy machine can still say. */
public final class Medians {
  private Medians() {}

  /** Of at least one. */
  public static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
