package dev.telltale.tools.chaos.oracle;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the node's ledger says of one signal, as it stands in {@code /health}.
 *
 * @param dropped by reason
 */
public record LedgerReading(
    long recovered, long created, long delivered, long waiting, Map<String, Long> dropped) {

  public LedgerReading {
    dropped = Map.copyOf(dropped);
  }

  /** Reads {@code /health}'s object of one signal. */
  public static LedgerReading of(JsonNode signal) {
    Map<String, Long> dropped = new TreeMap<>();
    signal
        .path("dropped")
        .properties()
        .forEach(e -> dropped.put(e.getKey(), e.getValue().asLong()));
    return new LedgerReading(
        signal.path("recovered").asLong(),
        signal.path("created").asLong(),
        signal.path("delivered").asLong(),
        signal.path("waiting").asLong(),
        dropped);
  }

  public long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  public long dropped(String reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  @Override
  public String toString() {
    Map<String, Long> some = new TreeMap<>(dropped);
    some.values().removeIf(count -> count == 0);
    return "recovered %d + created %d = delivered %d + waiting %d + dropped %s"
        .formatted(recovered, created, delivered, waiting, some);
  }
}
