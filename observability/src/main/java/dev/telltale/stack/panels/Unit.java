package dev.telltale.stack.panels;

import java.util.Locale;

/** A unit of the dashboard, written out for people. */
record Unit(String name) {
  private static final String SUFFIX = "suffix:";
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

  /** Those that {@link #text} knows; an unknown one would print bare numbers and mislead. */
  static Unit of(String name) {
    if (name.startsWith(SUFFIX)) return new Unit(name);
    return switch (name) {
      case "none", "s", "percentunit", "bytes" -> new Unit(name);
      default ->
          throw new IllegalArgumentException(
              "expected the unit none, s, percentunit, bytes or suffix:…, found " + name);
    };
  }

  /**
   * {@code value} with its unit.
   *
   * @param decimals -1: as many as it takes for three digits
   */
  String text(double value, int decimals) {
    if (name.startsWith(SUFFIX)) return number(value, decimals) + name.substring(SUFFIX.length());
    return switch (name) {
      case "s" -> duration(value, decimals);
      case "percentunit" -> number(value * 100, decimals) + " %";
      case "bytes" -> bytes(value);
      default -> number(value, decimals);
    };
  }

  private static String duration(double seconds, int decimals) {
    double size = Math.abs(seconds);
    if (size == 0) return "0 s";
    if (size < 0.001) return number(seconds * 1e6, -1) + " µs";
    if (size < 1) return number(seconds * 1e3, -1) + " ms";
    if (size < 120) return number(seconds, decimals) + " s";
    if (size < 7_200) return number(seconds / 60, -1) + " min";
    if (size < 172_800) return number(seconds / 3_600, -1) + " h";
    return number(seconds / 86_400, -1) + " d";
  }

  private static String bytes(double value) {
    int power = 0;
    double scaled = value;
    while (Math.abs(scaled) >= 1024 && power < BYTES.length - 1) {
      scaled /= 1024;
      power++;
    }
    return number(scaled, -1) + " " + BYTES[power];
  }

  private static String number(double value, int decimals) {
    int places = decimals;
    if (places < 0) {
      double size = Math.abs(value);
      places = size == Math.rint(size) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    }
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
