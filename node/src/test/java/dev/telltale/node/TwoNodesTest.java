package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.ReceivedSpan;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
      await()
          .atMost(SOON)
          .until(
              () ->
                  tree(trace).contains("operation.publish")
                      && tree(trace).contains("command.ingest"));
      System.err.println(tree(trace));

    }
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
