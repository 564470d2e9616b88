package dev.telltale.telemetry.benchmarks.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What people and programs ask of a node, one after the other. */
final class Load {
  private static final String SELECT = "SELECT ?o WHERE { <http://example.org/planet/1> ?p ?o }";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong published = new AtomicLong();

  /** What is asked. */
  enum Kind {
    QUERY("query"),
    PUBLISH("publish");

    final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** Returns when it is answered. */
  void ask(Kind kind, URI api) throws IOException, InterruptedException {
    HttpRequest request =
        switch (kind) {
          case QUERY -> post(api.resolve("/v1/query"), "application/sparql-query", SELECT);
          case PUBLISH -> post(api.resolve("/v1/publish"), "text/turtle", planet());
        };
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          request.uri() + ": expected 2xx, found " + response.statusCode() + response.body());
    }
  }

  private String planet() {
    long number = published.incrementAndGet();
    return "<http://example.org/planet/%d> <http://example.org/name> \"Planet %d\" ."
        .formatted(number, number);
  }

  private static HttpRequest post(URI uri, String type, String body) {
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
