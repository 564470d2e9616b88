package dev.telltale.node.collection;

/** A place in a text; both count from 1. */
record Position(long line, long column) {
  /** Of the last of the first {@code read} characters. */
  static Position after(String text, int read) {
    long line = 1;
    int lineStart = 0;
    for (int i = 0; i < read - 1; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, Math.max(1, text.codePointCount(lineStart, read)));
  }

  /** The place of the character that would have come next in this line. */
  Position next() {
    return new Position(line, column + 1);
  }
}
