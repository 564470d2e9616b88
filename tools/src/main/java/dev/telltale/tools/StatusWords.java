package dev.telltale.tools;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the node says about itself, in words. */
final class StatusWords {
  static String peers(JsonNode answer, Instant now) {
    JsonNode peers = answer.isArray() ? answer : answer.path("peers");
    if (peers.isEmpty()) return "none known";
    List<String> lines = new ArrayList<>();
    lines.add(peers.size() + " known");
    for (JsonNode peer : peers) {
      Instant seen = instant(peer.path("last_seen"));
      lines.add(
          peer.path("peer_id").asString("")
              + "  "
              + peer.path("url").asString("")
              + (seen == null ? "" : "  seen " + ago(seen, now)));
    }
    return String.join("\n", lines);
  }

  static String sync(JsonNode sync, Instant now) {
    Instant success = instant(sync.path("last_success"));
    Instant attempt = instant(sync.path("last_attempt"));
    if (attempt == null && success == null) return "not tried yet";
    if (success == null) return "never succeeded, last try " + ago(attempt, now) + " did not";
    if (attempt == null || !attempt.isAfter(success)) return "last success " + ago(success, now);
    return "last success "
        + ago(success, now)
        + ", last try "
        + ago(attempt, now)
        + " did not succeed";
  }

  static String health(JsonNode health) {
    List<String> words = new ArrayList<>();
    words.add(health.path("status").asString("unknown"));
    for (Map.Entry<String, JsonNode> part : health.properties()) {
      if (part.getKey().equals("status") || part.getKey().equals("telemetry")) continue;
      words.add(part.getKey() + ": " + flat(part.getValue()));
    }
    return String.join("\n", words);
  }

  static String telemetry(JsonNode health, Instant now) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> signal : health.path("telemetry").properties()) {
      lines.add(signal.getKey() + ": " + signal(signal.getValue(), now));
    }
    return lines.isEmpty() ? "unknown" : String.join("\n", lines);
  }

  private static String signal(JsonNode facts, Instant now) {
    List<String> words = new ArrayList<>();
    words.add(facts.path("state").asString("unknown"));
    for (String key : List.of("where", "why")) {
      String word = facts.path(key).asString("");
      if (!word.isEmpty()) words.add(word);
    }
    if (facts.has("last_delivery")) {
      words.add("last delivery " + ago(instant(facts.path("last_delivery")), now));
    }
    words.addAll(LedgerWords.of(facts));
    return String.join(", ", words);
  }

  private static String flat(JsonNode value) {
    if (value.isObject()) {
      List<String> words = new ArrayList<>();
      for (Map.Entry<String, JsonNode> part : value.properties()) {
        if (part.getValue().isNull()) continue;
        String name = part.getKey();
        String word = flat(part.getValue());
        words.add(name.equals("state") || name.equals("status") ? word : name + " " + word);
      }
      return String.join(", ", words);
    }
    if (value.isArray()) {
      return value
          .valueStream()
          .map(StatusWords::flat)
          .reduce((a, b) -> a + "; " + b)
          .orElse("none");
    }
    return value.asString("");
  }

  /** A time as ISO text or as seconds since 1970; null when there is none. */
  private static @Nullable Instant instant(JsonNode value) {
    if (value.isNumber()) return Instant.ofEpochSecond(value.asLong());
    String text = value.asString("");
    if (text.isEmpty()) return null;
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // said in another way than this tool knows: as good as not said
    }
  }

  static String ago(@Nullable Instant then, Instant now) {
    if (then == null) return "never";
    Duration since = Duration.between(then, now);
    if (since.toSeconds() < 1) return "just now";
    if (since.toMinutes() < 2) return since.toSeconds() + " s ago";
    if (since.toHours() < 2) return since.toMinutes() + " min ago";
    if (since.toDays() < 2) return since.toHours() + " h ago";
    return since.toDays() + " days ago";
  }

  private StatusWords() {}
}
