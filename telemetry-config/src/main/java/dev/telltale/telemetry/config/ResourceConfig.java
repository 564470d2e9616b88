package dev.telltale.telemetry.config;

import java.util.Map;

/**
 * {@code [telemetry.resource]}: attributes that every signal carries.
 *
 * @param attributes by name, in the order of the file; no {@code service.*}
 */
public record ResourceConfig(Map<String, String> attributes) {}
