package dev.telltale.stack;

import static dev.telltale.stack.NodeMetrics.TRACE_ID;
import static dev.telltale.stack.StackServer.COLLECTOR;
import static dev.telltale.stack.StackServer.LOKI;
import static dev.telltale.stack.StackServer.PROMETHEUS;
import static dev.telltale.stack.StackServer.TEMPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What goes into the Collector can be found again in the real servers, under one identity. */
class BackendsIT {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path temp;

  @Test
  void aScrapedSeriesIsInPrometheusWithJobInstanceAndExemplar() throws Exception {
    try (NodeMetrics node = new NodeMetrics();
        Stack stack = TestStack.started(temp, PROMETHEUS, COLLECTOR)) {
      URI prometheus = PROMETHEUS.url(stack.env());
      new ScrapeTargets(stack.env()).add("telltale", "node-a", node.address());

      await()
          .atMost(LONG)
          .until(() -> !labels(prometheus, "node_sync_last_success_unix").isEmpty());
      assertThat(labels(prometheus, "node_command_total"))
          .isEqualTo(
              "{__name__=node_command_total, command=publish_collection, instance=node-a, job=telltale,"
                  + " status=completed}");
      assertThat(labels(prometheus, "node_command_duration_seconds_bucket{le=\"0.25\"}"))
          .contains("instance=node-a, job=telltale, le=0.25");
      assertThat(labels(prometheus, "node_sync_last_success_unix"))
          .isEqualTo("{__name__=node_sync_last_success_unix, instance=node-a, job=telltale}");
      assertThat(labels(prometheus, "up{instance=\"node-a\"}")).contains("job=telltale");
      long now = Instant.now().getEpochSecond();
      URI exemplars =
          prometheus.resolve(
              "/api/v1/query_exemplars?query=node_command_duration_seconds_bucket&start=%d&end=%d"
                  .formatted(now - 600, now + 600));
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(Http.get(exemplars).toString()).contains(TRACE_ID));
    }
  }

  @Test
  void prometheusReadsTheCollectorsOwnMetricsItself() throws Exception {
    try (Stack stack = TestStack.started(temp, PROMETHEUS, COLLECTOR)) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(labels(PROMETHEUS.url(stack.env()), "otelcol_exporter_queue_size"))
                      .contains("job=otel-collector"));
    }
  }

  @Test
  void aLogLineIsInLokiWithTwoLabelsAndItsTrace() throws Exception {
    try (Stack stack = TestStack.started(temp, LOKI, COLLECTOR)) {
      Files.writeString(
          temp.resolve("nodes/node-a.jsonl"),
          """
          {"@timestamp":"%s","level":"INFO","message":"stored 3 triples","service.name":"telltale","service.instance.id":"node-a","trace_id":"%s","span_id":"eee19b7ec3c1b174","trace_flags":"01","command":"publish_collection"}
          """
              .formatted(Instant.now(), TRACE_ID));
      URI loki = LOKI.url(stack.env());
      String query =
          "{service_name=\"telltale\", service_instance_id=\"node-a\"} | trace_id=\"%s\" | command=\"publish_collection\""
              .formatted(TRACE_ID);

      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                JsonNode found = Http.query(loki, "/loki/api/v1/query_range", query);
                assertThat(found.at("/data/result/0/values/0/1").asString())
                    .isEqualTo("stored 3 triples");
              });
      assertThat(Http.get(loki.resolve("/loki/api/v1/labels")).at("/data").toString())
          .isEqualTo("[\"service_instance_id\",\"service_name\"]");
    }
  }

  @Test
  void aSpanIsInTempoWithItsIdentity() throws Exception {
    try (Stack stack = TestStack.started(temp, TEMPO, COLLECTOR)) {
      long now = Instant.now().getEpochSecond() * 1_000_000_000;
      Http.postJson(
          URI.create(
              "http://127.0.0.1:" + stack.env().port("COLLECTOR_OTLP_HTTP_PORT") + "/v1/traces"),
          """
          {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"telltale"}},
           {"key":"service.instance.id","value":{"stringValue":"node-a"}}]},"scopeSpans":[{"spans":[{"traceId":"%s",
           "spanId":"eee19b7ec3c1b174","name":"command.ingest","startTimeUnixNano":"%d","endTimeUnixNano":"%d"}]}]}]}
          """
              .formatted(TRACE_ID, now, now));

      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(
                          Http.get(TEMPO.url(stack.env()).resolve("/api/v2/traces/" + TRACE_ID))
                              .toString())
                      .contains("command.ingest", "service.instance.id", "node-a"));
    }
  }

  /** The labels of the first series a query finds, in order; empty when it finds none. */
  private static String labels(URI prometheus, String query) throws Exception {
    JsonNode metric = Http.query(prometheus, "/api/v1/query", query).at("/data/result/0/metric");
    Map<String, String> labels = new TreeMap<>();
    metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    return labels.isEmpty() ? "" : labels.toString();
  }
}
