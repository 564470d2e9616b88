package dev.telltale.node.collection;

/** Bytes that are not the RDF they are said to be. The message is for the one who sent them. */
public final class RdfSyntaxException extends RuntimeException {
  private final long line;
  private final long column;

  /** A problem at a place; a column of 0 stands for the whole line, a line of 0 for the whole. */
  RdfSyntaxException(long line, long column, String what) {
    super(where(line, column) + what);
    this.line = line;
    this.column = column;
  }

  /** From 1; 0 when it is a matter of the whole. */
  public long line() {
    return line;
  }

  /** From 1; 0 when it is a matter of the whole line. */
  public long column() {
    return column;
  }

  private static String where(long line, long column) {
    if (line <= 0) {
      return "";
    }
    return "line " + line + (column <= 0 ? "" : ", column " + column) + ": ";
  }
}
