package dev.telltale.tools.chaos.backend;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server's HTTP API answers. */
final class Asked {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private Asked() {}

  static JsonNode json(URI server, String path) throws IOException {
    return JSON.readTree(text(server, path));
  }

  static String text(URI server, String path) throws IOException {
    URI url = server.resolve(path);
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(url).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) return answer.body();
      throw new IOException(
          url + ": expected 200, found " + answer.statusCode() + " " + answer.body().strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(url + ": interrupted");
    }
  }

  static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
