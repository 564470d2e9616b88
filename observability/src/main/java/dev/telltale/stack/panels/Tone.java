package dev.telltale.stack.panels;

/** What the colour of a value means to an operator. */
public enum Tone {
  GOOD("32"),
  NOTICE("33"),
  BAD("31"),
  /** Neither good nor bad. */
  PLAIN("");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** From Grafana's names of colours, light and dark ones too. */
  static Tone ofColor(String color) {
    if (color.endsWith("green")) return GOOD;
    if (color.endsWith("yellow") || color.endsWith("orange")) return NOTICE;
    if (color.endsWith("red") || color.endsWith("purple")) return BAD;
    return PLAIN;
  }

  /** {@code text} in this tone's colour for a terminal. */
  String paint(String text) {
    return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
