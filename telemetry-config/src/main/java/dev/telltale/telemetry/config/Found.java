package dev.telltale.telemetry.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Says what was written in an error message, on one line and without what may be a secret. */
final class Found {
  private static final int MAX_CHARACTERS = 80;
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "token|passw|passphrase|secret|credential|authorization|cookie|api[-_.]?key|access[-_.]?key"
              + "|private[-_.]?key",
          Pattern.CASE_INSENSITIVE);
  // Up to the last @: a password may contain one.
  private static final Pattern USER_INFO = Pattern.compile("(?s)(.*?://|^).*@");
  private static final Pattern QUERY = Pattern.compile("(?s)\\?.*");
  private static final Pattern SCHEME_AND_TOKEN =
      Pattern.compile("(?is)\\b(bearer|basic|digest)\\b.*");

  // Line and paragraph separators, control and invisible formatting characters, halves of pairs.
  private static final Set<Integer> UNREADABLE =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE);

  private Found() {}

  /** Whether what stands under this name, or in this line, must not be shown. */
  static boolean mayBeSecret(String nameOrLine) {
    return SECRET_NAME.matcher(nameOrLine).find();
  }

  static String of(Object raw) {
    if (raw instanceof String text) {
      return text(text);
    }
    if (raw instanceof Boolean || raw instanceof Number) {
      return raw.toString().toLowerCase(Locale.ROOT);
    }
    if (raw instanceof TomlArray array) {
      return array.isEmpty() ? "an empty list" : "a list";
    }
    return raw instanceof TomlTable ? "a table" : "a date or time";
  }

  static String text(String text) {
    if (mayBeSecret(text)) {
      return "a value that is not shown";
    }
    String shown = USER_INFO.matcher(text).replaceFirst("$1***@");
    if (shown.contains("://")) {
      shown = QUERY.matcher(shown).replaceFirst("?***");
    }
    shown = SCHEME_AND_TOKEN.matcher(shown).replaceFirst("$1 ***");
    return quoted(shortened(shown));
  }

  /** As a TOML string, which has no line breaks or other control characters. */
  static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  /** On one line; what a person can read stays as it is, unlike with {@code Toml.tomlEscape}. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
              } else if (UNREADABLE.contains(Character.getType(c))) {
                escaped.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** A name from outside, fit for a line of its own. */
  static String oneLine(String name) {
    return shortened(escaped(name));
  }

  /** Names come from the file too, and may be as long as it. */
  static String shortened(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
  }
}
