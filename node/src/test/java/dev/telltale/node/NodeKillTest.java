package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.ManifestJson;
import dev.telltale.node.collection.SignedCollection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A kill -9 at any moment loses no acknowledged publish, also while no collector listens. */
class NodeKillTest {
  private static final int KILLS = 4;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private final Random random = new Random();
  private final Map<String, String> operations = new LinkedHashMap<>();

  @Test
  void whatWasAcknowledged_isThereAfterEachKill() throws Exception {
    Path file =
        RunningNode.file(
            folder,
            "node-a",
            RunningNode.freePort(),
            List.of(),
            """
            [telemetry.traces]
            enabled = true
            otlp_endpoint = "http://127.0.0.1:%d"
            """
                .formatted(RunningNode.freePort()));
    // What each UAL was published with; one of each round.
    Map<String, String> acknowledged = new LinkedHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (NodeProcess node = new NodeProcess(file).awaitReady()) {
        checkAll(node.http, acknowledged);
        int before = acknowledged.size();
        publish(node.http, acknowledged); // on a busy machine the first may take longer than that
        Executor later =
            CompletableFuture.delayedExecutor(500 + random.nextInt(1500), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> kill(node), later);
        publishUntilGone(node.http, acknowledged);
        killed.get(20, TimeUnit.SECONDS);
        assertThat(acknowledged.size()).isGreaterThan(before);
      }
    }
    try (NodeProcess node = new NodeProcess(file).awaitReady()) {
      checkAll(node.http, acknowledged);
    }
  }

  private static void kill(NodeProcess node) {
    try {
      node.kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publishUntilGone(Http http, Map<String, String> acknowledged) {
    try {
      while (true) {
        publish(http, acknowledged);
      }
    } catch (IOException e) {
      return; // it is gone
    }
  }

  private void publish(Http http, Map<String, String> acknowledged) throws IOException {
    String value = acknowledged.size() + "-" + "x".repeat(random.nextInt(5_000));
    HttpResponse<String> answer =
        http.post(
            "/v1/publish",
            "text/turtle",
            "<http://e/" + acknowledged.size() + "> <http://e/p> \"" + value + "\" .");
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode published = JSON.readTree(answer.body());
    acknowledged.put(published.get("ual").stringValue(), value);
    operations.put(published.get("operation_id").stringValue(), published.get("ual").stringValue());
  }

  private void checkAll(Http http, Map<String, String> acknowledged) throws Exception {
    CollectionVerifier verifier = new CollectionVerifier("local:1");
    for (Map.Entry<String, String> published : acknowledged.entrySet()) {
      HttpResponse<String> answer = http.getUal(published.getKey(), "Accept", "application/json");
      assertThat(answer.statusCode()).isEqualTo(200);
      JsonNode found = JSON.readTree(answer.body());
      SignedCollection collection =
          new SignedCollection(
              ManifestJson.parse(found.get("manifest")), found.get("nquads").stringValue());
      assertThat(verifier.problem(collection)).isEmpty();
      assertThat(collection.nquads()).contains('"' + published.getValue() + '"');
    }
    assertThat(valuesInTripleStore(http)).containsAll(acknowledged.values());
    for (Map.Entry<String, String> operation : operations.entrySet()) {
      JsonNode state = JSON.readTree(http.get("/v1/publish/" + operation.getKey()).body());
      assertThat(state.get("ual").stringValue()).isEqualTo(operation.getValue());
      if (state.get("status").stringValue().equals("failed")) {
        assertThat(state.get("reason").stringValue()).isEqualTo("the node stopped before it ended");
      } else {
        assertThat(state.get("status").stringValue()).isEqualTo("completed");
      }
    }
  }

  private static List<String> valuesInTripleStore(Http http) throws Exception {
    JsonNode rows = JSON.readTree(http.query("SELECT ?v { ?s <http://e/p> ?v }").body());
    return rows.at("/results/bindings")
        .valueStream()
        .map(row -> row.at("/v/value").stringValue())
        .toList();
  }
}
