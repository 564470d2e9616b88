package dev.telltale.tools.trace;

/** Colours, or none where the output is no terminal. */
public enum Palette {
  PLAIN,
  COLOURED;

  String failed(String text) {
    return in("31", text);
  }

  String warned(String text) {
    return in("33", text);
  }

  String bar(String text) {
    return in("36", text);
  }

  String quiet(String text) {
    return in("2", text);
  }

  String title(String text) {
    return in("1", text);
  }

  private String in(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
