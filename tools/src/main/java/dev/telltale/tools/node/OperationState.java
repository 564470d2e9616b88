package dev.telltale.tools.node;

import tools.jackson.databind.JsonNode;

/**
 * How far an operation is.
 *
 * @param status created, in_progress, completed or failed
 * @param reason why it failed; empty otherwise
 * @param acknowledgedBy peers that have stored what was published
 * @param peers peers that were asked to
 */
public record OperationState(
    String operationId,
    String kind,
    String status,
    String ual,
    String reason,
    int acknowledgedBy,
    int peers) {

  static OperationState of(JsonNode answer) {
    return new OperationState(
        answer.path("operation_id").asString(""),
        answer.path("kind").asString(""),
        answer.path("status").asString(""),
        answer.path("ual").asString(""),
        answer.path("reason").asString(""),
        answer.path("acknowledged_by").asInt(0),
        answer.path("peers").asInt(0));
  }

  public boolean completed() {
    return status.equals("completed");
  }

  public boolean ended() {
    return completed() || status.equals("failed");
  }
}
