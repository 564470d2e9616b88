package dev.telltale.telemetry.fuzz;

/** What holds for everything that is shown to a person. */
public final class Readable {
  private static final int LONGEST = 1000;

  private Readable() {}

  public static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** One line, without what a terminal obeys, of a length that can be read. */
  public static void line(String line) {
    check(!line.isBlank(), "a blank line");
    check(line.length() <= LONGEST, "a line of " + line.length() + " characters");
    line.codePoints()
        .forEach(
            character -> {
              int type = Character.getType(character);
              check(
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.SURROGATE
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR,
                  "U+" + Integer.toHexString(character) + " in " + line);
            });
  }
}
