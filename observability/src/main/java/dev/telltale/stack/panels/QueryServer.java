package dev.telltale.stack.panels;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the HTTP API that Prometheus and Loki have in common. Safe for use by many threads. */
final class QueryServer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
  private final URI base;

  QueryServer(URI base) {
    this.base = base;
  }

  /** The {@code data} of the answer. */
  JsonNode ask(String path, Map<String, String> parameters) throws QueryException {
    String form =
        parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String root = base.toString().replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path + "?" + form)).timeout(ANSWER_LIMIT).build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return data(response.statusCode(), body.readNBytes(MAX_ANSWER_BYTES + 1));
      }
    } catch (ConnectException e) {
      throw new QueryException(base + ": expected a server, found nobody listening");
    } catch (IOException e) {
      throw new QueryException(base + ": expected an answer, found " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(base + ": interrupted");
    }
  }

  private JsonNode data(int status, byte[] body) throws QueryException {
    if (body.length > MAX_ANSWER_BYTES) {
      throw new QueryException(
          base + ": expected an answer of 16 MiB at most, found more; choose a shorter range");
    }
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JacksonException e) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      throw new QueryException(base + ": expected JSON, found " + status + " " + first(text));
    }
    if (status == 200 && answer.path("status").asString("").equals("success")) {
      return answer.path("data");
    }
    String said = answer.path("error").asString(answer.path("message").asString(""));
    throw new QueryException(base + ": expected 200, found " + status + " " + first(said));
  }

  private static String first(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
