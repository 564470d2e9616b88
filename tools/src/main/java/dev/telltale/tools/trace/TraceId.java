package dev.telltale.tools.trace;

import java.util.Locale;
import java.util.regex.Pattern;

/** The id of a trace: 32 hex digits, of which Tempo leaves out zeros at the beginning. */
final class TraceId {
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{1,32}");

  static boolean is(String text) {
    return FORM.matcher(text).matches();
  }

  static String full(String text) {
    return "0".repeat(Math.max(0, 32 - text.length())) + text.toLowerCase(Locale.ROOT);
  }

  private TraceId() {}
}
