package dev.telltale.telemetry.logs;

/** Makes text safe for a line: whole characters only, and no more bytes than there is room for. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  /** How many bytes each of these takes in JSON. */
  private static final byte[] ASCII = new byte[0x80];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = (byte) (JsonEscapes.isEscaped(c) ? JsonEscapes.bytes(c) : 1);
    }
  }

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
      int character = text.charAt(i);
      int next = i + 1;
      if (character < ASCII.length) {
        bytes += ASCII[character];
      } else {
        character = text.codePointAt(i);
        whole &= Character.getType(character) != Character.SURROGATE;
        bytes += bytesBeyondAscii(character);
        next = i + Character.charCount(character);
      }
      if (bytes > room) {
        return repaired(text.substring(0, i), whole);
      }
      i = next;
    }
    return repaired(text, whole);
  }

  /** How many bytes {@code text} takes as a JSON string, without the quotes. */
  static int jsonBytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      int character = text.charAt(i);
      if (character < ASCII.length) {
        bytes += ASCII[character];
      } else {
        character = text.codePointAt(i);
        bytes += bytesBeyondAscii(character);
        i += Character.charCount(character) - 1;
      }
    }
    return bytes;
  }

  /** Half a character as what it is replaced by, which takes three bytes like it. */
  private static int bytesBeyondAscii(int character) {
    if (JsonEscapes.isEscaped(character)) {
      return JsonEscapes.bytes(character);
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
