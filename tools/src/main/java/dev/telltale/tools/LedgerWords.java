package dev.telltale.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What became of the items of one signal, in words; nothing of what is 0. */
final class LedgerWords {
  private static final double MEGABYTE = 1e6;

  private LedgerWords() {}

  static List<String> of(JsonNode facts) {
    List<String> words = new ArrayList<>();
    for (String term : List.of("recovered", "created", "delivered", "waiting")) {
      add(words, facts.path(term), term);
    }
    for (Map.Entry<String, JsonNode> reason : facts.path("dropped").properties()) {
      add(words, reason.getValue(), "dropped " + reason.getKey());
    }
    long bytes = facts.path("spool_bytes").asLong(0);
    if (bytes > 0) words.add("spool " + size(bytes));
    add(words, facts.path("lines_written"), "lines written");
    add(words, facts.path("lines_not_written"), "lines not written");
    return words;
  }

  private static void add(List<String> words, JsonNode count, String what) {
    if (count.asLong(0) > 0) words.add("%,d %s".formatted(count.asLong(0), what));
  }

  private static String size(long bytes) {
    return bytes < MEGABYTE / 10
        ? "%,d B".formatted(bytes)
        : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }
}
