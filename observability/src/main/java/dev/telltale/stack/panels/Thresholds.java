package dev.telltale.stack.panels;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** From which value on which tone applies. */
record Thresholds(List<Step> steps) {
  record Step(double from, Tone tone) {}

  static Thresholds of(JsonNode thresholds) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : thresholds.path("steps")) {
      double from = step.path("value").asDouble(Double.NEGATIVE_INFINITY);
      steps.add(new Step(from, Tone.ofColor(step.path("color").asString(""))));
    }
    return new Thresholds(List.copyOf(steps));
  }

  Tone toneOf(double value) {
    Tone tone = Tone.PLAIN;
    for (Step step : steps) {
      if (value >= step.from()) tone = step.tone();
    }
    return tone;
  }
}
