package dev.telltale.node.api;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the API as JSON. */
final class Json {
  private static final JsonMapper JSON = new JsonMapper();

  private Json() {}

  static ApiResponse answer(int status, Object value) {
    return new ApiResponse(status, "application/json", Map.of(), JSON.writeValueAsBytes(value));
  }
}
