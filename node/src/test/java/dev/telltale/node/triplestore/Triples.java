package dev.telltale.node.triplestore;

/** Turtle of any length for tests. */
final class Triples {
  private Triples() {}

  static String turtle(int triples) {
    StringBuilder turtle = new StringBuilder("@prefix : <http://example.org/> .\n");
    for (int i = 0; i < triples; i++) {
      turtle.append(":s").append(i).append(" :p \"").append(i).append("\" .\n");
    }
    return turtle.toString();
  }
}
