package dev.telltale.tools.trace;

import dev.telltale.tools.remote.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished span as a node reported it.
 *
 * @param parentId empty for a root
 * @param kind client, server, producer, consumer, or empty for inside a node
 * @param node the {@code service.instance.id}
 * @param failure what the status says when it is an error; null when it is none
 */
record SpanRecord(
    String traceId,
    String spanId,
    String parentId,
    String name,
    String kind,
    String node,
    long startNanos,
    long endNanos,
    Map<String, String> attributes,
    List<SpanEvent> events,
    @Nullable String failure) {

  SpanRecord {
    name = PlainText.of(name);
    node = PlainText.of(node);
    Map<String, String> plain = new LinkedHashMap<>();
    attributes.forEach((key, value) -> plain.put(key, PlainText.of(value)));
    attributes = plain;
    if (failure != null) failure = PlainText.of(failure);
  }

  record SpanEvent(String name, long atNanos) {
    SpanEvent {
      name = PlainText.of(name);
    }
  }

  boolean isRoot() {
    return parentId.isEmpty();
  }

  String attribute(String key) {
    return attributes.getOrDefault(key, "");
  }
}
