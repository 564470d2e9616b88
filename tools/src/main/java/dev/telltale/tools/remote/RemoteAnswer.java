package dev.telltale.tools.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered.
 *
 * @param asked the whole address, for messages
 * @param mediaType lower case, without parameters; empty when the server says none
 */
public record RemoteAnswer(URI asked, int status, String mediaType, byte[] body) {
  private static final JsonMapper JSON = new JsonMapper();

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public JsonNode json() throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IOException(asked + ": expected JSON, found " + beginning(), e);
    }
  }

  /** This answer, or an exception with the server's own words when it has another status. */
  public RemoteAnswer expect(int expected) throws IOException {
    if (status == expected) return this;
    throw new IOException(asked + ": expected status " + expected + ", found " + status + why());
  }

  /** What the server says about an answer that is no success; begins with a space unless empty. */
  private String why() {
    if (mediaType.equals("application/problem+json")) {
      try {
        JsonNode problem = JSON.readTree(body);
        String detail = problem.path("detail").asString("");
        String title = problem.path("title").asString("");
        String trace = problem.path("trace_id").asString("");
        return " "
            + (detail.isEmpty() ? title : detail)
            + (trace.isEmpty() ? "" : " (trace " + trace + ")");
      } catch (JacksonException e) {
        return " " + beginning();
      }
    }
    return body.length == 0 ? "" : " " + beginning();
  }

  private String beginning() {
    String line = text().strip().lines().findFirst().orElse("nothing");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
