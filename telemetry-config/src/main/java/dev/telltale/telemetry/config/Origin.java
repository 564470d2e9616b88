package dev.telltale.telemetry.config;

import org.tomlj.TomlPosition;

/**
 * Where a value was written.
 *
 * @param name the file's name or the variable's
 * @param line from 1; 0 where there is none
 * @param column from 1, in characters as a person counts them; 0 where there is none
 */
record Origin(Kind kind, String name, int line, int column) {
  /** In the order in which problems are told. */
  enum Kind {
    FILE,
    ENVIRONMENT,
    COMMAND_LINE,
    DEFAULT
  }

  static final Origin COMMAND_LINE = new Origin(Kind.COMMAND_LINE, "--set", 0, 0);
  static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default", 0, 0);

  static Origin file(String name, int line, int column) {
    return new Origin(Kind.FILE, name, line, column);
  }

  static Origin environment(String variable) {
    return new Origin(Kind.ENVIRONMENT, variable, 0, 0);
  }

  /** The same file, elsewhere in it. */
  Origin at(TomlPosition position) {
    return new Origin(kind, name, position.line(), position.column());
  }

  /** As {@code config show} writes it behind a value. */
  String label() {
    return kind == Kind.FILE ? name + ":" + line : name;
  }

  /** What a problem line begins with; empty path where it concerns no key. */
  String where(String path) {
    String key = path.isEmpty() ? "" : ": " + path;
    return switch (kind) {
      case FILE -> (line == 0 ? name : name + ":" + line + ":" + column) + key;
      case ENVIRONMENT -> name;
      case COMMAND_LINE -> path.isEmpty() ? name : name + " " + path;
      case DEFAULT -> path;
    };
  }
}
