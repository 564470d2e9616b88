package dev.telltale.tools.trace;

import dev.telltale.tools.remote.RemoteServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Log lines that Loki keeps; the trace and span of a line are in its structured metadata. */
record LokiLogs(RemoteServer loki) implements LogSource {
  // Lines are written just before a span begins and just after it has ended, by another clock.
  private static final long AROUND_NANOS = Duration.ofMinutes(5).toNanos();

  @Override
  public List<LogLine> lines(String traceId, long fromNanos, long toNanos) throws IOException {
    String query = "{service_name=~\".+\"} | trace_id=\"" + traceId + "\"";
    JsonNode answer =
        loki.get(
                "/loki/api/v1/query_range?direction=forward&limit=5000&start="
                    + (fromNanos - AROUND_NANOS)
                    + "&end="
                    + (toNanos + AROUND_NANOS)
                    + "&query="
                    + URLEncoder.encode(query, StandardCharsets.UTF_8),
                "application/json")
            .expect(200)
            .json();
    List<LogLine> lines = new ArrayList<>();
    for (JsonNode stream : answer.path("data").path("result")) {
      JsonNode labels = stream.path("stream");
      for (JsonNode value : stream.path("values")) {
        lines.add(
            new LogLine(
                value.path(0).asLong(0),
                level(labels),
                value.path(1).asString(""),
                labels.path("service_instance_id").asString(""),
                labels.path("span_id").asString("")));
      }
    }
    lines.sort(Comparator.comparingLong(LogLine::atNanos));
    return lines;
  }

  @Override
  public String words() {
    return "Loki";
  }

  private static String level(JsonNode labels) {
    for (String label : List.of("severity_text", "level", "detected_level")) {
      String level = labels.path(label).asString("");
      if (!level.isEmpty()) return level.toUpperCase(Locale.ROOT);
    }
    return "";
  }
}
