package dev.telltale.node.collection;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the one form of RFC 8785, for signatures.
 *
 * <p>Numbers are whole and at most 2^53: what a manifest needs, and where every JSON reader agrees.
 */
final class CanonicalJson {
  private static final long MAX_EXACT = 1L << 53;

  private CanonicalJson() {}

  static byte[] bytes(JsonNode json) {
    StringBuilder out = new StringBuilder();
    write(json, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonNode json, StringBuilder out) {
    switch (json.getNodeType()) {
      case OBJECT -> writeObject(json, out);
      case ARRAY -> {
        char before = '[';
        for (JsonNode item : json) {
          out.append(before);
          write(item, out);
          before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
      }
      case STRING -> writeString(json.stringValue(), out);
      case NUMBER -> out.append(wholeNumber(json));
      case BOOLEAN, NULL -> out.append(json);
      default -> throw new IllegalArgumentException("expected JSON, found " + json.getNodeType());
    }
  }

  private static long wholeNumber(JsonNode json) {
    if (!json.canConvertToLong() || !json.isIntegralNumber()) {
      throw new IllegalArgumentException("expected a whole number, found " + json);
    }
    long number = json.longValue();
    if (number > MAX_EXACT || number < -MAX_EXACT) {
      throw new IllegalArgumentException("expected a number of at most 2^53, found " + json);
    }
    return number;
  }

  private static void writeObject(JsonNode object, StringBuilder out) {
    // String's own order is by UTF-16 unit: just what the RFC asks for.
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(p -> sorted.put(p.getKey(), p.getValue()));
    char before = '{';
    for (Map.Entry<String, JsonNode> property : sorted.entrySet()) {
      out.append(before);
      writeString(property.getKey(), out);
      out.append(':');
      write(property.getValue(), out);
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
