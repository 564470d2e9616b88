package dev.telltale.stack.panels;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a log panel.
 *
 * @param fields its labels and structured metadata, such as {@code trace_id}
 */
public record LogLine(Instant time, String text, Map<String, String> fields) {
  public String level() {
    return fields.getOrDefault("detected_level", "");
  }

  /** Empty when the line belongs to no trace. */
  public String traceId() {
    return fields.getOrDefault("trace_id", "");
  }
}
