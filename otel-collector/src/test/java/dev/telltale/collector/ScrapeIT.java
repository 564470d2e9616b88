package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A series that a node shows on /metrics comes out at Prometheus' place, with the node's name on
 * it.
 */
class ScrapeIT {
  private static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";
  private static final String OPEN_METRICS =
      """
      # TYPE node_command counter
      node_command_total{command="publish_collection",status="completed"} 3.0
      # TYPE node_command_duration_seconds histogram
      # UNIT node_command_duration_seconds seconds
      node_command_duration_seconds_bucket{command="publish_collection",status="completed",le="0.25"} 3 # {span_id="eee19b7ec3c1b174",trace_id="5b8efff798038103d269b633813fc60c"} 0.2
      node_command_duration_seconds_bucket{command="publish_collection",status="completed",le="+Inf"} 3
      node_command_duration_seconds_count{command="publish_collection",status="completed"} 3
      node_command_duration_seconds_sum{command="publish_collection",status="completed"} 0.5
      # TYPE node_sync_last_success_unix gauge
      node_sync_last_success_unix 1.7e9
      # EOF
      """;

  @TempDir Path temp;

  @Test
  void comesOutWithTheNodesIdentityAndItsExemplar() throws Exception {
    Backends backends = Backends.onFreePorts();
    HttpServer node = FarSide.plainHttp(0);
    node.createContext(
        "/metrics",
        exchange -> {
          byte[] page = OPEN_METRICS.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/openmetrics-text; version=1.0.0");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    node.start();
    try (FarSide far = backends.start();
        OurCollector collector =
            OurCollector.on("local.yaml", temp, backends.variables()).start()) {
      // The target file appears while the Collector runs, as it does when a node is added.
      Files.writeString(
          collector.targets("node-a.json"),
          """
          [{"targets": ["127.0.0.1:%d"], "labels": {"job": "telltale", "instance": "node-a"}}]
          """
              .formatted(node.getAddress().getPort()));

      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  far.metrics()
                      .anyMatch(metric -> metric.getName().startsWith("node_command_duration")));

      ResourceMetrics ours =
          far.resourceMetrics()
              .filter(
                  of ->
                      FarSide.metricsOf(of)
                          .anyMatch(metric -> metric.getName().startsWith("node_")))
              .findFirst()
              .orElseThrow();
      assertThat(attributes(ours))
          .containsEntry("service.name", "telltale")
          .containsEntry("service.instance.id", "node-a");
      assertThat(FarSide.metricsOf(ours).map(Metric::getName))
          .contains(
              "node_command_total",
              "node_command_duration_seconds",
              "node_sync_last_success_unix",
              "up");
      assertThat(
              far.metrics()
                  .flatMap(metric -> metric.getHistogram().getDataPointsList().stream())
                  .flatMap(point -> point.getExemplarsList().stream())
                  .map(exemplar -> HexFormat.of().formatHex(exemplar.getTraceId().toByteArray())))
          .contains(TRACE_ID);
    } finally {
      node.stop(0);
    }
  }

  private static Map<String, String> attributes(ResourceMetrics of) {
    return of.getResource().getAttributesList().stream()
        .collect(
            Collectors.toMap(
                attribute -> attribute.getKey(),
                attribute -> attribute.getValue().getStringValue()));
  }
}
