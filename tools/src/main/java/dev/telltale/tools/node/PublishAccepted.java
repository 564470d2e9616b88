package dev.telltale.tools.node;

import tools.jackson.databind.JsonNode;

/**
 * A publish that the node has taken.
 *
 * @param traceId empty when the node's traces are off
 */
public record PublishAccepted(String operationId, String ual, String traceId) {
  static PublishAccepted of(JsonNode answer) {
    return new PublishAccepted(
        answer.path("operation_id").asString(""),
        answer.path("ual").asString(""),
        answer.path("trace_id").asString(""));
  }
}
