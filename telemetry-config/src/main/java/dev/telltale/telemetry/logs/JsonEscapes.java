package dev.telltale.telemetry.logs;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Escapes, beside what JSON asks for, the characters that end a line for some readers (NEL, U+2028,
 * U+2029) and those that a terminal obeys (DEL and the C1 controls).
 */
final class JsonEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;

  private static final int[] ASCII = standardAsciiEscapesForJSON();

  static {
    ASCII[0x7f] = ESCAPE_STANDARD;
  }

  static boolean isEscaped(int character) {
    return character < 0x80 ? ASCII[character] != ESCAPE_NONE : isEscapedBeyondAscii(character);
  }

  /** How many bytes an escaped character takes: a line feed has a short form, ESC has none. */
  static int bytes(int character) {
    return character < 0x80 && ASCII[character] > 0 ? 2 : 6;
  }

  private static boolean isEscapedBeyondAscii(int character) {
    return character < 0xa0 || character == 0x2028 || character == 0x2029;
  }

  @Override
  @SuppressWarnings("MayBeMutated") // handed to Jackson, which does not write to it
  public int[] getEscapeCodesForAscii() {
    return ASCII;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return character >= 0x80 && isEscapedBeyondAscii(character)
        ? new SerializedString(String.format("\\u%04x", character))
        : null;
  }
}
