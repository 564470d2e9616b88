package dev.telltale.tools.chaos.emission;

/** How much is emitted, in items per second. */
public record Rates(int spans, int lines) {
  /** What the matrix calls L1, without the commands. */
  public static final Rates L1 = new Rates(2_000, 500);

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
