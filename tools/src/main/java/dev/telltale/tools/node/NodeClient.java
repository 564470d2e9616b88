package dev.telltale.tools.node;

import dev.telltale.tools.remote.RemoteAnswer;
import dev.telltale.tools.remote.RemoteServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * A node's HTTP API. What does not go well is an {@link IOException} whose message is for the
 * operator as it is. Safe for use by many threads.
 */
public final class NodeClient {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);
  private static final String JSON = "application/json";

  private final RemoteServer node;

  /** {@code base} is where the API listens, without /v1. */
  public NodeClient(URI base) {
    this.node = new RemoteServer(base, "a running node", REQUEST_LIMIT);
  }

  /** Publishes a .ttl, .nt or .nq file; returns when the node has it for good. */
  public PublishAccepted publish(Path file) throws IOException {
    RdfFile rdf = RdfFile.read(file);
    return PublishAccepted.of(
        node.post("/v1/publish", rdf.mediaType(), rdf.bytes(), JSON).expect(202).json());
  }

  public OperationState operation(String operationId) throws IOException {
    return OperationState.of(
        node.get("/v1/publish/" + encoded(operationId), JSON).expect(200).json());
  }

  /** The operation's state when it has ended, or when {@code limit} has passed. */
  public OperationState awaitEnd(String operationId, Duration limit) throws IOException {
    long startNanos = System.nanoTime();
    OperationState state = operation(operationId);
    while (!state.ended() && System.nanoTime() - startNanos < limit.toNanos()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ASK_AGAIN_AFTER.toMillis()));
      if (Thread.interrupted()) throw new InterruptedIOException(node + ": interrupted");
      state = operation(operationId);
    }
    return state;
  }

  /** The N-Quads of a collection, from the node or a peer of it. */
  public String get(String ual) throws IOException {
    return node.get("/v1/get?ual=" + encoded(ual), "application/n-quads").expect(200).text();
  }

  /** The answer to a read-only query; its media type says of which form. */
  public RemoteAnswer query(String sparql) throws IOException {
    return node.post(
            "/v1/query",
            "application/sparql-query",
            sparql.getBytes(StandardCharsets.UTF_8),
            "application/sparql-results+json, application/n-triples;q=0.9")
        .expect(200);
  }

  public NodeInfo info() throws IOException {
    return NodeInfo.of(node.get("/v1/info", JSON).expect(200).json());
  }

  public JsonNode peers() throws IOException {
    return node.get("/v1/peers", JSON).expect(200).json();
  }

  public JsonNode sync() throws IOException {
    return node.get("/v1/sync", JSON).expect(200).json();
  }

  /** The health page, also that of a node which is not well (status 503). */
  public JsonNode health() throws IOException {
    RemoteAnswer answer = node.get("/health", JSON);
    return (answer.status() == 503 ? answer : answer.expect(200)).json();
  }

  @Override
  public String toString() {
    return node.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
