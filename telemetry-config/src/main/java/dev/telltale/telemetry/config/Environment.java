package dev.telltale.telemetry.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The environment variables of the process, and which of them were asked for. */
final class Environment {
  private final Map<String, String> variables;
  private final Set<String> known = new HashSet<>();

  Environment(Map<String, String> variables) {
    this.variables = new TreeMap<>(variables);
  }

  /** The value without space around it; null when unset or empty, which OpenTelemetry equates. */
  @Nullable String get(String name) {
    known.add(name);
    String value = variables.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  /** Whether anything asked for it. */
  boolean isKnown(String name) {
    return known.contains(name);
  }

  /** Set variables of OpenTelemetry that nothing asked for, by name. */
  Set<String> unknownOfOpenTelemetry() {
    Set<String> unknown = new TreeSet<>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_") && !value.isBlank() && !known.contains(name)) {
            unknown.add(name);
          }
        });
    return unknown;
  }
}
