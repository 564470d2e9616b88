package dev.telltale.telemetry.benchmarks;

/**
 * How long to measure.
 *
 * @param forks 1, or 0 to stay in this JVM
 * @param rounds how often each side has its turn
 * @param items how many spans, where a number of them is measured
 */
record Effort(int forks, int rounds, int warmups, int windows, int windowMillis, int items) {
  /** For figures that are published. */
  static final Effort FULL = new Effort(1, 7, 12, 3, 500, 500_000);

  /** Only shows that everything runs. */
  static final Effort SMOKE = new Effort(0, 1, 1, 1, 20, 2_000);
}
