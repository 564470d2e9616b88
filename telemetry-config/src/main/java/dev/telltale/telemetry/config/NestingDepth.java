package dev.telltale.telemetry.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/**
 * Finds where a text nests deeper than a limit, before a parser that calls itself sees it: open
 * brackets and braces, and the dots of a key, outside of strings and comments.
 */
final class NestingDepth {
  private final String text;
  private final int limit;
  private int at;
  private int brackets;
  private int dots;

  private NestingDepth(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  /** The first place that is too deep, or null. */
  static @Nullable TomlPosition beyond(int limit, String text) {
    return new NestingDepth(text, limit).scan();
  }

  private @Nullable TomlPosition scan() {
    for (; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '[', '{' -> {
          brackets++;
          dots = 0;
        }
        case ']', '}' -> brackets = Math.max(0, brackets - 1);
        case '.' -> dots++;
        case '=', ',' -> dots = 0;
        case '\n' -> dots = 0;
        case '"', '\'' -> skipString(text.charAt(at));
        case '#' -> skipTo("\n");
        default -> {}
      }
      if (brackets + dots > limit) {
        return positionAt(text, at);
      }
    }
    return null;
  }

  private void skipString(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    if (text.startsWith(triple, at)) {
      at += 3;
      while (at < text.length() && !text.startsWith(triple, at)) {
        at += escaped(quote) ? 2 : 1;
      }
      at += 2;
      for (int extra = 0; extra < 2 && text.startsWith(String.valueOf(quote), at + 1); extra++) {
        at++; // """a"""" ends with a quote of its own
      }
      return;
    }
    at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += escaped(quote) ? 2 : 1;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at--; // an unclosed string ends with its line
    }
  }

  private boolean escaped(char quote) {
    return quote == '"' && text.charAt(at) == '\\' && !text.startsWith("\n", at + 1);
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at);
    at = (found < 0 ? text.length() : found) - 1;
  }

  /** Line and column of an index, both from 1, the column in characters as a person counts. */
  static TomlPosition positionAt(String text, int index) {
    int end = Math.min(index, text.length());
    int line = 1;
    int lineStart = 0;
    for (int newline = text.indexOf('\n'); newline >= 0 && newline < end; ) {
      line++;
      lineStart = newline + 1;
      newline = text.indexOf('\n', lineStart);
    }
    return TomlPosition.positionAt(line, text.codePointCount(lineStart, end) + 1);
  }
}
