package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that a client library would not send, and the problems that answer them. */
public final class RawHttp {
  private static final JsonMapper JSON = new JsonMapper();

  private RawHttp() {}

  /**
   * Sends a request line and headers, without a body.
   *
   * @return {@code status title: detail}
   */
  public static String problem(int port, String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).contains("Content-Type: application/problem+json");
      return words(
          Integer.parseInt(answer.split(" ")[1]), answer.substring(answer.indexOf("\r\n\r\n")));
    }
  }

  /** {@code status title: detail}. */
  static String words(int status, String body) {
    JsonNode problem = JSON.readTree(body);
    assertThat(problem.get("type").stringValue()).isEqualTo("about:blank");
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    return status
        + " "
        + problem.get("title").stringValue()
        + ": "
        + problem.get("detail").stringValue();
  }
}
