package dev.telltale.tools.trace;

import java.util.ArrayList;
import java.util.List;

/** A text in as many lines as it needs. */
final class Wrapped {
  private static final int NARROWEST = 20;

  /** Lines of at most {@code width} columns; all but the first begin with {@code indent} blanks. */
  static List<String> lines(String text, int width, int indent) {
    List<String> lines = new ArrayList<>();
    int room = Math.max(NARROWEST, width);
    String rest = text.replaceAll("\\s*\\R\\s*", " ");
    String before = "";
    while (rest.length() > room - before.length()) {
      int fits = room - before.length();
      int space = rest.lastIndexOf(' ', fits);
      int cut = space > fits / 2 ? space : fits;
      lines.add(before + rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
      before = " ".repeat(indent);
    }
    if (!rest.isEmpty()) lines.add(before + rest);
    return lines;
  }

  private Wrapped() {}
}
