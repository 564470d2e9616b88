package dev.telltale.node.api;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the API as JSON. */
final class Json {
  private static final JsonMapper JSON = new JsonMapper();

  private Json() {}

  /** Names and values in turn; they keep their order. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static ApiResponse answer(int status, Object value) {
    return new ApiResponse(status, "application/json", Map.of(), JSON.writeValueAsBytes(value));
  }
}
