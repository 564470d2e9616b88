package dev.telltale.node.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an HTTP answer says when it is not what was asked for (RFC 9457).
 *
 * @param status HTTP status
 * @param title the same for every problem of this kind
 * @param detail where, what was expected, what was found
 */
public record Problem(int status, String title, String detail) {
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final JsonMapper JSON = new JsonMapper();

  /** UTF-8 JSON; {@code traceId} and {@code operationId} are left out when null. */
  public byte[] json(@Nullable String traceId, @Nullable String operationId) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "about:blank");
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    if (operationId != null) members.put("operation_id", operationId);
    if (traceId != null) members.put("trace_id", traceId);
    return JSON.writeValueAsBytes(members);
  }
}
