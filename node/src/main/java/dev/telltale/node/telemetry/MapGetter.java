package dev.telltale.node.telemetry;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads trace context from headers whose names are in lower case. */
enum MapGetter implements TextMapGetter<Map<String, String>> {
  INSTANCE;

  @Override
  public Iterable<String> keys(Map<String, String> headers) {
    return headers.keySet();
  }

  @Override
  public @Nullable String get(@Nullable Map<String, String> headers, String key) {
    return headers == null ? null : headers.get(key);
  }
}
