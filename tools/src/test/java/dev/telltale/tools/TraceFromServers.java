package dev.telltale.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The spans and lines of files, as Tempo and Loki answer them. */
final class TraceFromServers {
  private static final JsonMapper JSON = new JsonMapper();

  /** Tempo's JSON is protobuf's: ids in base64, enums as words. */
  static String tempo(Path file, String traceId) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode resources = answer.putObject("trace").putArray("resourceSpans");
    for (String line : Files.readAllLines(file)) {
      if (!line.contains(traceId)) continue;
      JsonNode request = JSON.readTree(line);
      for (JsonNode span : request.findValues("spans").get(0)) {
        ObjectNode changed = (ObjectNode) span;
        for (String id : List.of("traceId", "spanId", "parentSpanId")) {
          if (span.has(id)) changed.put(id, base64(span.path(id).asString()));
        }
        changed.put(
            "kind",
            List.of("", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT")
                .get(span.path("kind").asInt()));
        if (span.path("status").has("code")) {
          ((ObjectNode) span.path("status")).put("code", "STATUS_CODE_ERROR");
        }
      }
      request.path("resourceSpans").forEach(resources::add);
    }
    return answer.toString();
  }

  /** Loki's streams carry a line's structured metadata as labels. */
  static String loki(List<Path> files, String traceId) throws IOException {
    ObjectNode answer = JSON.createObjectNode().put("status", "success");
    ArrayNode result = answer.putObject("data").putArray("result");
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        JsonNode written = JSON.readTree(line);
        if (!written.path("trace_id").asString("").equals(traceId)) continue;
        ObjectNode stream = result.addObject();
        stream
            .putObject("stream")
            .put("service_instance_id", written.path("service.instance.id").asString())
            .put("severity_text", written.path("level").asString())
            .put("trace_id", traceId)
            .put("span_id", written.path("span_id").asString());
        Instant at = Instant.parse(written.path("@timestamp").asString());
        stream
            .putArray("values")
            .addArray()
            .add(at.getEpochSecond() + String.format("%09d", at.getNano()))
            .add(written.path("message").asString());
      }
    }
    return answer.toString();
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private TraceFromServers() {}
}
