package dev.telltale.tools.trace;

import dev.telltale.tools.trace.SpanRecord.SpanEvent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Spans in OTLP's JSON, as the Collector writes it (hex ids) and as Tempo answers (base64 ids). */
final class OtlpJson {
  private static final List<String> KINDS =
      List.of("", "", "server", "client", "producer", "consumer");

  static void spans(JsonNode request, Consumer<SpanRecord> each) {
    JsonNode resources = request.path("resourceSpans");
    for (JsonNode resource : resources.isArray() ? resources : request.path("batches")) {
      Map<String, String> who = attributes(resource.path("resource").path("attributes"));
      String node =
          who.getOrDefault("service.instance.id", who.getOrDefault("service.name", "unknown"));
      for (JsonNode scope : resource.path("scopeSpans")) {
        scope.path("spans").forEach(span -> each.accept(span(span, node)));
      }
    }
  }

  private static SpanRecord span(JsonNode span, String node) {
    List<SpanEvent> events = new ArrayList<>();
    for (JsonNode event : span.path("events")) {
      events.add(new SpanEvent(event.path("name").asString(""), nanos(event.path("timeUnixNano"))));
    }
    return new SpanRecord(
        id(span.path("traceId"), 32),
        id(span.path("spanId"), 16),
        id(span.path("parentSpanId"), 16),
        span.path("name").asString(""),
        kind(span.path("kind")),
        node,
        nanos(span.path("startTimeUnixNano")),
        nanos(span.path("endTimeUnixNano")),
        attributes(span.path("attributes")),
        List.copyOf(events),
        failure(span.path("status")));
  }

  private static String id(JsonNode id, int hexDigits) {
    String text = id.asString("");
    if (text.isEmpty() || text.length() == hexDigits) return text.toLowerCase(Locale.ROOT);
    try {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return text; // neither form: shown as it is
    }
  }

  /**
   * The number of OTLP's JSON, or the word of protobuf's: {@code 2} or {@code SPAN_KIND_SERVER}.
   */
  private static String kind(JsonNode kind) {
    if (kind.isNumber()) {
      int number = kind.asInt();
      return number < KINDS.size() ? KINDS.get(number) : "";
    }
    String word = kind.asString("").replace("SPAN_KIND_", "").toLowerCase(Locale.ROOT);
    return KINDS.contains(word) ? word : "";
  }

  private static @Nullable String failure(JsonNode status) {
    JsonNode code = status.path("code");
    boolean error =
        code.isNumber() ? code.asInt() == 2 : code.asString("").equals("STATUS_CODE_ERROR");
    return error ? status.path("message").asString("") : null;
  }

  /** 64-bit integers are strings in this JSON. */
  private static long nanos(JsonNode time) {
    return time.asLong(0);
  }

  private static Map<String, String> attributes(JsonNode list) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (JsonNode attribute : list) {
      JsonNode value = attribute.path("value");
      String text =
          value.has("stringValue")
              ? value.path("stringValue").asString("")
              : value.valueStream().findFirst().map(JsonNode::toString).orElse("");
      attributes.put(attribute.path("key").asString(""), text);
    }
    return attributes;
  }

  private OtlpJson() {}
}
