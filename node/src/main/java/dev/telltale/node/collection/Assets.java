package dev.telltale.node.collection;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts assets: the distinct IRI subjects of canonical N-Quads. */
final class Assets {
  private Assets() {}

  static int count(List<byte[]> lines) {
    Set<String> subjects = new HashSet<>();
    for (byte[] line : lines) {
      int end = 0;
      while (end < line.length && line[end] != ' ') {
        end++;
      }
      if (end > 0 && line[0] == '<') {
        subjects.add(new String(line, 0, end, StandardCharsets.UTF_8));
      }
    }
    return subjects.size();
  }
}
