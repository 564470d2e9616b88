package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.ReceivedSpan;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two nodes and what is seen of one publish. */
class TwoNodesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private OtlpReceiver receiver;
  private final int portA = RunningNode.freePort();
  private final int portB = RunningNode.freePort();

  @BeforeEach
  void startReceiver() throws Exception {
    receiver = OtlpReceiver.http();
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  @Test
  void onePublishIsOneTraceOverBothNodes() throws Exception {
    try (RunningNode a = start("node-a", portA, portB);
        RunningNode b = start("node-b", portB, portA)) {
      awaitMet(a, 1);
      awaitMet(b, 1);
      awaitNextSync(b);

      JsonNode published = a.publish(planets());
      String trace = published.get("trace_id").stringValue();
      // Each node sends its own spans; these are the last to end.
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(tree(trace))
                      .contains("operation.publish", "command.ingest", "network.store SERVER"));
      assertThat(tree(trace))
          .isEqualTo(
              """
              node-a command.ingest SERVER
                node-a operation.publish [created,in_progress,completed]
                  node-a repository.save_operation
                  node-a network.store CLIENT
                    node-b network.store SERVER
                      node-b command.handle_store
                        node-b repository.append
                        node-b triple_store.insert
                        node-b repository.mark_projected
                  node-a repository.find_operation
                  node-a repository.save_operation
                node-a command.publish_collection
                  node-a repository.append_next
                  node-a triple_store.insert
                  node-a repository.mark_projected
                node-a repository.find_operation
                node-a repository.save_operation
              """);
      String ual = published.get("ual").stringValue();
      assertThat(fields(trace, "command.publish_collection"))
          .containsEntry("operation_id", published.get("operation_id").stringValue())
          .containsEntry("command", "publish_collection")
          .containsEntry("blockchain", "local:1")
          .containsEntry("status", "completed");
      assertThat(fields(trace, "command.handle_store"))
          .containsEntry("ual", ual)
          .containsEntry("peer_id", a.peerId());
      assertThat(count(a, "publish_collection", "completed")).isEqualTo("1.0");
      assertThat(count(b, "handle_store", "completed")).isEqualTo("1.0");
      assertThat(count(b, "publish_collection", "completed")).isEqualTo("0.0");
    }
  }

  @Test
  void aCollectionCanBeHadFromEveryNode() throws Exception {
    try (RunningNode a = start("node-a", portA, portB);
        RunningNode b = start("node-b", portB, portA)) {
      awaitMet(a, 1);
      awaitMet(b, 1);
      JsonNode published = a.publish(planets());
      String ual = published.get("ual").stringValue();
      JsonNode ended = awaitEnd(a, published);
      assertThat(ended.get("status").stringValue()).isEqualTo("completed");
      assertThat(ended.get("ual").stringValue()).isEqualTo(ual);
      assertThat(ended.get("peers").intValue()).isEqualTo(1);
      assertThat(ended.get("acknowledged_by").intValue()).isEqualTo(1);

      HttpResponse<String> here = a.http().getUal(ual);
      HttpResponse<String> there = b.http().getUal(ual);
      assertThat(there.statusCode()).isEqualTo(200);
      assertThat(there.headers().firstValue("Content-Type")).contains("application/n-quads");
      assertThat(there.headers().firstValue("Telltale-Found")).contains("local");
      assertThat(there.body()).isEqualTo(here.body()).contains("\"Merkur\"@de");
      assertThat(b.http().query("ASK { ?p ?label \"Merkur\"@de }").body()).contains("true");

      assertThat(foundByANewNode(ual, here.body())).isEqualTo("peer " + a.peerId());
    }
  }

  /** Where a node that has nothing yet finds it. */
  private String foundByANewNode(String ual, String nquads) throws Exception {
    for (int attempt = 1; true; attempt++) {
      try (RunningNode c = start("node-c" + attempt, RunningNode.freePort(), portA)) {
        awaitMet(c, 1);
        HttpResponse<String> answer = c.http().getUal(ual);
        assertThat(answer.body()).isEqualTo(nquads);
        String found = answer.headers().firstValue("Telltale-Found").orElseThrow();
        // On a slow machine its first sync can be faster than this test.
        if (!found.equals("local") || attempt == 3) return found;
      }
    }
  }

  @Test
  void aNodeThatWasOff_catchesUp() throws Exception {
    try (RunningNode a = start("node-a", portA, portB)) {
      try (RunningNode b = start("node-b", portB, portA)) {
        awaitMet(a, 1);
        assertThat(b.http().get("/health/ready").statusCode()).isEqualTo(200);
      }
      JsonNode published = a.publish(planets());
      JsonNode ended = awaitEnd(a, published);
      assertThat(ended.get("status").stringValue()).isEqualTo("failed");
      assertThat(ended.get("reason").stringValue())
          .isEqualTo("0 of 1 peers stored it; it is safe here and they fetch it later");
      assertThat(ended.get("acknowledged_by").intValue()).isZero();
      assertThat(tree(published.get("trace_id").stringValue()))
          .as("the trace as far as it has arrived")
          .doesNotContain("node-b");

      try (RunningNode b = start("node-b", portB, portA)) {
        String ual = published.get("ual").stringValue();
        await()
            .atMost(SOON)
            .until(
                () ->
                    b.http()
                        .getUal(ual)
                        .headers()
                        .firstValue("Telltale-Found")
                        .equals(Optional.of("local")));
        assertThat(b.http().query("ASK { ?p ?label \"Merkur\"@de }").body()).contains("true");
        await().atMost(SOON).until(() -> metrics(b).contains("\nnode_sync_last_success_unix "));
        assertThat(b.json("/v1/sync").get("last_success").isString()).isTrue();
        assertThat(b.json("/v1/sync").at("/cursors/0/cursor").longValue()).isEqualTo(1);
      }
    }
  }

  private static JsonNode awaitEnd(RunningNode node, JsonNode published) {
    String path = "/v1/publish/" + published.get("operation_id").stringValue();
    return await()
        .atMost(SOON)
        .until(
            () -> node.json(path),
            state -> List.of("completed", "failed").contains(state.get("status").stringValue()));
  }

  private Map<String, String> fields(String trace, String name) {
    return receiver.spans().stream()
        .filter(s -> s.traceId().equals(trace) && s.name().equals(name))
        .findFirst()
        .orElseThrow()
        .attributes();
  }

  private static String count(RunningNode node, String command, String status) throws Exception {
    String start = "node_command_total{command=\"" + command + "\",status=\"" + status + "\"} ";
    return metrics(node)
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("no such series");
  }

  private static String metrics(RunningNode node) throws Exception {
    URI uri = node.metricsUri();
    return new Http(uri.resolve("/")).get("metrics").body();
  }

  /** Each span below its parent; siblings by their start, with fields that tell. */
  private String tree(String trace) {
    List<ReceivedSpan> spans =
        receiver.spans().stream().filter(s -> s.traceId().equals(trace)).toList();
    Map<String, List<ReceivedSpan>> children =
        spans.stream().collect(Collectors.groupingBy(ReceivedSpan::parentSpanId));
    StringBuilder lines = new StringBuilder();
    write(lines, "", "", children);
    return lines.toString();
  }

  private static void write(
      StringBuilder lines, String indent, String parent, Map<String, List<ReceivedSpan>> children) {
    children.getOrDefault(parent, List.of()).stream()
        .sorted((x, y) -> Long.compare(start(x), start(y)))
        .forEach(
            span -> {
              lines.append(indent).append(words(span)).append('\n');
              write(lines, indent + "  ", span.spanId(), children);
            });
  }

  private static long start(ReceivedSpan span) {
    return span.span().getStartTimeUnixNano();
  }

  private static String words(ReceivedSpan span) {
    Span.SpanKind kind = span.span().getKind();
    return span.resource().get("service.instance.id")
        + " "
        + span.name()
        + (kind == Span.SpanKind.SPAN_KIND_INTERNAL
            ? ""
            : " " + kind.name().substring("SPAN_KIND_".length()))
        + span.span().getEventsList().stream()
            .map(Span.Event::getName)
            .collect(Collectors.joining(",", " [", "]"))
            .replace(" []", "");
  }

  private RunningNode start(String name, int port, int bootstrap) throws Exception {
    URI endpoint = receiver.endpoint();
    return RunningNode.start(
        RunningNode.file(
            folder.resolve(name),
            name,
            port,
            List.of(bootstrap),
            """
            [telemetry.traces]
            enabled = true
            protocol = "http/protobuf"
            otlp_endpoint = "http://%s:%d"
            [telemetry.metrics]
            enabled = true
            bind_address = "127.0.0.1:%d"
            """
                .formatted(endpoint.getHost(), endpoint.getPort(), RunningNode.freePort())));
  }

  private static void awaitMet(RunningNode node, int peers) {
    await().atMost(SOON).until(() -> node.json("/v1/peers").get("peers").size() == peers);
  }

  /** Returns right after a pass, so that the next one is a second away. */
  private static void awaitNextSync(RunningNode node) throws Exception {
    JsonNode before = node.json("/v1/sync").get("last_attempt");
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(SOON)
        .until(() -> !node.json("/v1/sync").get("last_attempt").equals(before));
  }

  private static String planets() throws Exception {
    return Files.readString(Path.of("../tools/samples/planets.ttl"));
  }
}
