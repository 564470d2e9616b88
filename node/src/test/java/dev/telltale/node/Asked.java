package dev.telltale.node;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client asked over HTTP, and what it was told. */
public record Asked(HttpResponse<String> answer) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static Asked post(URI base, String path, String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public static Asked get(URI base, String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  public static Asked send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Asked(
        CLIENT.send(
            request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString()));
  }

  public static Asked publish(TestNode node, String turtle)
      throws IOException, InterruptedException {
    return post(node.apiUrl(), "/v1/publish", "text/turtle", turtle);
  }

  public static Asked collection(TestNode node, String ual)
      throws IOException, InterruptedException {
    return get(node.apiUrl(), "/v1/get?ual=" + URLEncoder.encode(ual, StandardCharsets.UTF_8));
  }

  public static Asked query(TestNode node, String sparql) throws IOException, InterruptedException {
    return post(node.apiUrl(), "/v1/query", "application/sparql-query", sparql);
  }

  public int status() {
    return answer.statusCode();
  }

  public String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  public JsonNode json() {
    return new JsonMapper().readTree(answer.body());
  }

  /** The member {@code name} as text. */
  public String text(String name) {
    return json().path(name).asString();
  }

  /** A problem in one line: content type, status, title and detail, which must agree. */
  public String problem() {
    if (json().path("status").asInt() != status()) {
      throw new AssertionError("expected the same status in " + answer + " and " + answer.body());
    }
    return header("Content-Type") + " " + status() + " " + text("title") + ": " + text("detail");
  }
}
