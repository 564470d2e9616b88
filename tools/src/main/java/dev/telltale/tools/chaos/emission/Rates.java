package dev.telltale.tools.chaos.emission;

/** How much is emitted, in items per second. */
public record Rates(int spans, int lines) {
  /** What the matrix calls L1, without the commands. */
  public static final Rates L1 = new Rates(2_000, 500);

  public static final Rates FIVE_TIMES_THE_SPANS = new Rates(10_000, 500);

  private static final int SPANS_PER_THREAD = 2500;

  /** How many threads emit spans; each may be in the middle of one when the process is killed. */
  public int spanThreads() {
    return Math.max(2, spans / SPANS_PER_THREAD);
  }

  /** Reads what {@link #toString} wrote. */
  static Rates parse(String text) {
    String[] parts = text.split(",", 2);
    return new Rates(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public String toString() {
    return spans + "," + lines;
  }
}
