package dev.telltale.tools.remote;

/**
 * Text that others wrote, made safe to show: what a peer or a graph says must not drive a terminal.
 */
public final class PlainText {
  /**
   * Line breaks and tabs become blanks; other control characters, and marks that turn text, dots.
   */
  public static String of(String text) {
    if (text.codePoints().noneMatch(PlainText::isControl)) return text;
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : isControl(c) ? '·' : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isControl(int c) {
    // The second and third: marks that show text in another order than it has.
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private PlainText() {}
}
