package dev.telltale.telemetry.config;

/**
 * A value as {@code config show} prints it.
 *
 * @param line what could stand in a file, or a comment
 */
record Setting(String line, Origin origin) {
  private static final int WIDEST = 72;

  /** With its origin, which stands below the others where the line is not too long. */
  String padded(int width) {
    int spaces = Math.max(0, Math.min(width, WIDEST) - line.length()) + 3;
    return line + " ".repeat(spaces) + "# " + origin.label();
  }

  static Setting of(String path, String toml, Origin origin) {
    return new Setting(path + " = " + toml, origin);
  }

  /** What the file has no words for, or nobody wrote. */
  static Setting comment(String path, String text, Origin origin) {
    return new Setting("# " + path + ": " + text, origin);
  }
}
