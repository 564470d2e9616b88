package dev.telltale.tools.trace;

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

  record SpanEvent(String name, long atNanos) {}

  boolean isRoot() {
    return parentId.isEmpty();
  }

  String attribute(String key) {
    return attributes.getOrDefault(key, "");
  }
}
