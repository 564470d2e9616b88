package dev.telltale.tools.chaos.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the spans and the log records in OTLP requests. The numbers are those of the .proto files.
 */
final class OtlpItems {
  private OtlpItems() {}

  private interface Item {
    ArrivedItem read(ProtoReader item) throws IOException;
  }

  static void spans(byte[] request, Consumer<ArrivedItem> each) throws IOException {
    items(request, OtlpItems::span, each);
  }

  static void logRecords(byte[] request, Consumer<ArrivedItem> each) throws IOException {
    items(request, OtlpItems::logRecord, each);
  }

  /** Requests of both kinds are a resource, then scopes, then items. */
  private static void items(byte[] request, Item read, Consumer<ArrivedItem> each)
      throws IOException {
    ProtoReader all = new ProtoReader(ByteBuffer.wrap(request));
    while (all.next() != 0) {
      ProtoReader ofResource = all.message();
      for (int field = ofResource.next(); field != 0; field = ofResource.next()) {
        if (field == 2) {
          ofScope(ofResource.message(), read, each);
        } else {
          ofResource.skip();
        }
      }
    }
  }

  private static void ofScope(ProtoReader scope, Item read, Consumer<ArrivedItem> each)
      throws IOException {
    for (int field = scope.next(); field != 0; field = scope.next()) {
      if (field == 2) {
        each.accept(read.read(scope.message()));
      } else {
        scope.skip();
      }
    }
  }

  private static ArrivedItem span(ProtoReader span) throws IOException {
    long spanId = 0;
    long start = 0;
    long end = 0;
    Map<String, String> attributes = new HashMap<>();
    for (int field = span.next(); field != 0; field = span.next()) {
      switch (field) {
        case 2 -> spanId = span.firstEight();
        case 7 -> start = span.fixed64();
        case 8 -> end = span.fixed64();
        case 9 -> attribute(span.message(), attributes);
        default -> span.skip();
      }
    }
    return new ArrivedItem(
        spanId, attributes.get("chaos.id"), attributes.get("chaos.check"), end - start);
  }

  private static ArrivedItem logRecord(ProtoReader record) throws IOException {
    String body = "";
    long nanos = 0;
    long spanId = 0;
    Map<String, String> attributes = new HashMap<>();
    for (int field = record.next(); field != 0; field = record.next()) {
      switch (field) {
        case 1 -> nanos = record.fixed64();
        case 5 -> body = String.valueOf(value(record.message()));
        case 6 -> attribute(record.message(), attributes);
        case 10 -> spanId = record.firstEight();
        default -> record.skip();
      }
    }
    String id = attributes.get("chaos_id");
    // Two commands may end in the same nanosecond with the same words: seen 9 times in 38,555.
    long key = 31 * (31 * nanos + body.hashCode()) + spanId;
    return new ArrivedItem(key, id, body.substring(body.lastIndexOf(' ') + 1), 0);
  }

  static void attribute(ProtoReader pair, Map<String, String> into) throws IOException {
    String key = "";
    String value = null;
    for (int field = pair.next(); field != 0; field = pair.next()) {
      if (field == 1) key = pair.text();
      else if (field == 2) value = value(pair.message());
      else pair.skip();
    }
    if (value != null) into.put(key, value);
  }

  private static @Nullable String value(ProtoReader value) throws IOException {
    String text = null;
    for (int field = value.next(); field != 0; field = value.next()) {
      if (field == 1) text = value.text();
      else value.skip();
    }
    return text;
  }
}
