package dev.telltale.telemetry.logs;

/** Makes text safe for a line: whole characters only, and no more bytes than there is room for. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /**
   * The beginning of {@code text} that takes at most {@code room} bytes as a JSON string, with half
   * characters (lone surrogates) replaced. The result is {@code text} itself where nothing had to
   * be changed.
   */
  static String fit(String text, int room) {
    int bytes = 0;
    boolean whole = true;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      boolean half = Character.getType(character) == Character.SURROGATE;
      whole &= !half;
      bytes += jsonBytes(half ? REPLACEMENT : character);
      if (bytes > room) {
        return repaired(text.substring(0, i), whole);
      }
      i += Character.charCount(character);
    }
    return repaired(text, whole);
  }

  /** How many bytes {@code text} takes as a JSON string, without the quotes. */
  static int jsonBytes(String text) {
    return text.codePoints().map(Utf8::jsonBytes).sum();
  }

  private static int jsonBytes(int character) {
    if (JsonEscapes.isEscaped(character)) {
      return JsonEscapes.bytes(character);
    }
    if (character < 0x80) {
      return 1;
    }
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  private static String repaired(String text, boolean whole) {
    if (whole) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }
}
