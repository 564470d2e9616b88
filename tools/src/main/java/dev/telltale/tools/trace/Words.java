package dev.telltale.tools.trace;

import java.util.Locale;
import java.util.regex.Pattern;

/** Times and ids, short enough for a line and long enough to be told apart. */
final class Words {
  private static final Pattern ADDRESS =
      Pattern.compile("(0x[0-9a-fA-F]{4})[0-9a-fA-F]{32}([0-9a-fA-F]{4})");

  /** {@code 0.4 ms}, {@code 41 ms}, {@code 12.3 s}. */
  static String time(long nanos) {
    double millis = nanos / 1e6;
    double size = Math.abs(millis);
    if (size < 9.95) return nanos == 0 ? "0 ms" : String.format(Locale.ROOT, "%.1f ms", millis);
    if (size < 9_999.5) return Math.round(millis) + " ms";
    return String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  /** The middle of each address left out: {@code did:dkg:local:1/0x3f12…9a0b/1}. */
  static String shortUal(String text) {
    return ADDRESS.matcher(text).replaceAll("$1…$2");
  }

  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code text} in exactly {@code width} columns. */
  static String fit(String text, int width) {
    return text.length() <= width
        ? text + " ".repeat(width - text.length())
        : text.substring(0, Math.max(0, width - 1)) + "…";
  }

  /** {@code text} at the right end of {@code width} columns. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private Words() {}
}
