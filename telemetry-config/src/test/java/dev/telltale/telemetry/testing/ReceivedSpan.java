package dev.telltale.telemetry.testing;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A span as it arrived, with the attributes of its resource. */
public record ReceivedSpan(Map<String, String> resource, Span span) {

  static List<ReceivedSpan> of(List<ResourceSpans> batches) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (ResourceSpans batch : batches) {
      Map<String, String> resource = strings(batch.getResource().getAttributesList());
      for (ScopeSpans scope : batch.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(new ReceivedSpan(resource, span)));
      }
    }
    return spans;
  }

  public String name() {
    return span.getName();
  }

  public String traceId() {
    return HexFormat.of().formatHex(span.getTraceId().toByteArray());
  }

  public String spanId() {
    return HexFormat.of().formatHex(span.getSpanId().toByteArray());
  }

  /** Empty for a root span. */
  public String parentSpanId() {
    return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
  }

  /** Attributes as text, whatever their type. */
  public Map<String, String> attributes() {
    return strings(span.getAttributesList());
  }

  private static Map<String, String> strings(List<KeyValue> attributes) {
    Map<String, String> strings = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      strings.put(
          attribute.getKey(),
          switch (attribute.getValue().getValueCase()) {
            case STRING_VALUE -> attribute.getValue().getStringValue();
            case BOOL_VALUE -> String.valueOf(attribute.getValue().getBoolValue());
            case INT_VALUE -> String.valueOf(attribute.getValue().getIntValue());
            case DOUBLE_VALUE -> String.valueOf(attribute.getValue().getDoubleValue());
            default -> attribute.getValue().toString();
          });
    }
    return strings;
  }
}
