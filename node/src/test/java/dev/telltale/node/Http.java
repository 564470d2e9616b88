package dev.telltale.node;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of one server. */
public record Http(URI base) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public HttpResponse<String> get(String path, String... headers) throws IOException {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public HttpResponse<String> getUal(String ual, String... headers) throws IOException {
    return get("/v1/get?ual=" + URLEncoder.encode(ual, StandardCharsets.UTF_8), headers);
  }

  public HttpResponse<String> query(String sparql) throws IOException {
    return post("/v1/query", "application/sparql-query", sparql);
  }

  public HttpResponse<String> post(String path, String type, String body) throws IOException {
    return send("POST", path, BodyPublishers.ofString(body), "Content-Type", type);
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    if (headers.length > 0) request.headers(headers);
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
