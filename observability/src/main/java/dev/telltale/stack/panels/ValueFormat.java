package dev.telltale.stack.panels;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a panel writes its values: words for some of them, unit, and what is good or bad. */
public final class ValueFormat {
  private final Unit unit;
  private final int decimals;
  private final Map<Double, Shown> words;
  private final @Nullable Shown notANumber;
  private final Thresholds thresholds;
  private final Map<String, Thresholds> byName;

  private ValueFormat(
      Unit unit,
      int decimals,
      Map<Double, Shown> words,
      @Nullable Shown notANumber,
      Thresholds thresholds,
      Map<String, Thresholds> byName) {
    this.unit = unit;
    this.decimals = decimals;
    this.words = words;
    this.notANumber = notANumber;
    this.thresholds = thresholds;
    this.byName = byName;
  }

  static ValueFormat of(JsonNode fieldConfig) {
    JsonNode defaults = fieldConfig.path("defaults");
    Map<Double, Shown> words = new HashMap<>();
    Shown notANumber = null;
    for (JsonNode mapping : defaults.path("mappings")) {
      JsonNode options = mapping.path("options");
      switch (mapping.path("type").asString("")) {
        case "value" ->
            options
                .properties()
                .forEach(e -> words.put(Double.valueOf(e.getKey()), shown(e.getValue())));
        case "special" -> {
          // The other one, "null", is what Grafana shows for a panel without an answer.
          if (options.path("match").asString("").equals("nan")) {
            notANumber = shown(options.path("result"));
          }
        }
        default -> throw new IllegalArgumentException("expected a value or special mapping");
      }
    }
    Map<String, Thresholds> byName = new HashMap<>();
    for (JsonNode override : fieldConfig.path("overrides")) {
      for (JsonNode property : override.path("properties")) {
        if (property.path("id").asString("").equals("thresholds")) {
          byName.put(
              override.path("matcher").path("options").asString(""),
              Thresholds.of(property.path("value")));
        }
      }
    }
    return new ValueFormat(
        Unit.of(defaults.path("unit").asString("none")),
        defaults.path("decimals").asInt(-1),
        words,
        notANumber,
        Thresholds.of(defaults.path("thresholds")),
        byName);
  }

  /**
   * How the panel shows {@code value}.
   *
   * @param series its legend: some have thresholds of their own
   */
  public Shown show(String series, double value) {
    Shown word = words.get(value);
    if (word != null) return word;
    if (Double.isNaN(value)) return notANumber == null ? new Shown("–", Tone.PLAIN) : notANumber;
    Thresholds own = byName.getOrDefault(series, thresholds);
    return new Shown(unit.text(value, decimals), own.toneOf(value));
  }

  private static Shown shown(JsonNode result) {
    return new Shown(
        result.path("text").asString(""), Tone.ofColor(result.path("color").asString("")));
  }
}
