package dev.telltale.stack.panels;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads what Prometheus and Loki answer: vectors, matrices and streams. */
final class Answers {
  private Answers() {}

  /** The series of a vector or matrix; those without a point are left out. */
  static List<Series> series(JsonNode data) throws QueryException {
    List<Series> all = new ArrayList<>();
    String type = data.path("resultType").asString("");
    for (JsonNode result : data.path("result")) {
      List<Series.Point> points = new ArrayList<>();
      switch (type) {
        case "vector" -> points.add(point(result.path("value")));
        case "matrix" -> result.path("values").forEach(value -> points.add(point(value)));
        default ->
            throw new QueryException("expected a vector or a matrix as answer, found " + type);
      }
      if (!points.isEmpty()) all.add(new Series(fields(result.path("metric")), points));
    }
    return all;
  }

  /** The lines of a log query, newest first. */
  static List<LogLine> lines(JsonNode data) throws QueryException {
    String type = data.path("resultType").asString("");
    if (!type.equals("streams")) {
      throw new QueryException("expected streams as answer, found " + type);
    }
    List<LogLine> lines = new ArrayList<>();
    for (JsonNode result : data.path("result")) {
      Map<String, String> fields = fields(result.path("stream"));
      for (JsonNode value : result.path("values")) {
        long nanos = Long.parseLong(value.path(0).asString("0"));
        Instant time = Instant.ofEpochSecond(0, nanos);
        lines.add(new LogLine(time, value.path(1).asString(""), fields));
      }
    }
    lines.sort(Comparator.comparing(LogLine::time).reversed());
    return lines;
  }

  private static Series.Point point(JsonNode pair) {
    String value = pair.path(1).asString("NaN");
    double number =
        switch (value) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(value);
        };
    return new Series.Point(pair.path(0).asDouble(0), number);
  }

  private static Map<String, String> fields(JsonNode object) {
    Map<String, String> fields = new LinkedHashMap<>();
    object.properties().forEach(e -> fields.put(e.getKey(), e.getValue().asString("")));
    return fields;
  }
}
