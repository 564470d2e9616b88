package dev.telltale.collector;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;

/**
 * One planted secret.
 *
 * @param key the attribute it is planted under
 * @param value what stands there
 * @param text the same where there is no attribute
 * @param marker the part of it that nobody may see, and that no other secret has
 */
record Secret(String key, String value, String text, String marker) {

  KeyValue attribute() {
    return attribute(key, text(value));
  }

  AnyValue asText() {
    return text(text);
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }
}
