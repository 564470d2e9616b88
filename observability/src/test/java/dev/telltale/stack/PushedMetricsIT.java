package dev.telltale.stack;

import static dev.telltale.stack.NodeMetrics.TRACE_ID;
import static dev.telltale.stack.StackServer.COLLECTOR;
import static dev.telltale.stack.StackServer.PROMETHEUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.config.TelemetryConfig;
import dev.telltale.telemetry.metrics.HistogramDeclaration;
import dev.telltale.telemetry.metrics.LedgerSource;
import dev.telltale.telemetry.metrics.MetricPush;
import dev.telltale.telemetry.metrics.MetricsPage;
import dev.telltale.telemetry.watch.Backoff;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node that pushes its metrics can't be told from one that is scraped, in the real servers. */
class PushedMetricsIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AttributeKey<String> COMMAND = AttributeKey.stringKey("command");
  private static final Attributes PUBLISH = Attributes.of(COMMAND, "publish_collection");
  private static final Attributes GET = Attributes.of(COMMAND, "get_collection");

  @TempDir Path temp;

  @Test
  void pushedAndScraped_areTheSameSeriesWithTheSameValues() throws Exception {
    try (Stack stack = TestStack.started(temp, PROMETHEUS, COLLECTOR)) {
      URI prometheus = PROMETHEUS.url(stack.env());
      MetricsPage scraped = measuring("node-a", null);
      MetricsPage pushed = measuring("node-b", push(stack));
      try {
        new ScrapeTargets(stack.env()).add("telltale", "node-a", address(scraped));

        await().atMost(LONG).until(() -> series(prometheus, "node-a").size() >= 35);
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(series(prometheus, "node-b"))
                        .isEqualTo(series(prometheus, "node-a")));
        assertThat(series(prometheus, "node-b"))
            .containsEntry("node_command_total{command=publish_collection, job=telltale}", "3")
            .containsEntry("node_sync_last_success_unix{job=telltale}", "1700000000")
            .containsEntry(
                "node_command_duration_seconds_bucket{command=get_collection, job=telltale, le=+Inf}",
                "0")
            .containsEntry("telemetry_created_total{job=telltale, signal=metrics}", "9")
            .containsEntry("telemetry_spool_bytes{job=telltale, signal=metrics}", "512")
            .containsEntry("telemetry_log_lines_total{job=telltale, result=written}", "5");
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(exemplars(prometheus, "node-b")).contains(TRACE_ID));

        assertThat(pushed.warnings()).isEmpty();
        new ScrapeTargets(stack.env()).add("telltale", "node-b", address(pushed));
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(pushed.warnings())
                        .singleElement()
                        .asString()
                        .startsWith("a scraper reads /metrics and the same is pushed to "));
      } finally {
        scraped.close();
        pushed.close(Duration.ofSeconds(2));
      }
    }
  }

  /** Configured by a file, through spool and delivery. */
  @Test
  void aServiceThatPushes_isInPrometheusUntilItsLastValue() throws Exception {
    try (Stack stack = TestStack.started(temp, PROMETHEUS, COLLECTOR)) {
      URI prometheus = PROMETHEUS.url(stack.env());
      Path file =
          Files.writeString(
              temp.resolve("config.toml"),
              """
              [telemetry.traces]
              service_name = "telltale"
              [telemetry.metrics]
              enabled = true
              bind_address = "127.0.0.1:0"
              otlp_endpoint = "http://127.0.0.1:%d"
              export_interval = "1s"
              """
                  .formatted(stack.env().port("COLLECTOR_OTLP_GRPC_PORT")));
      Telemetry telemetry =
          Telemetry.start(TelemetryConfig.load(file), new ServiceIdentity("node-c", null));
      LongCounter counter =
          telemetry
              .openTelemetry()
              .getMeter("dev.telltale.node")
              .counterBuilder("node_command_total")
              .build();
      counter.add(1, PUBLISH);
      String series = "node_command_total{command=publish_collection, job=telltale}";
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(series(prometheus, "node-c")).containsEntry(series, "1"));
      assertThat(series(prometheus, "node-c"))
          .containsEntry("telemetry_recovered_total{job=telltale, signal=metrics}", "0")
          .containsEntry(
              "telemetry_dropped_total{job=telltale, reason=rejected, signal=metrics}", "0");

      counter.add(41, PUBLISH);
      assertThat(telemetry.close(Duration.ofSeconds(5)).complete()).isTrue();
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(series(prometheus, "node-c")).containsEntry(series, "42"));
    }
  }

  /** What of a node's own catalogue, and of other people's, has a name that is easily changed. */
  private static MetricsPage measuring(String node, @Nullable MetricPush push) {
    MetricsPage page =
        MetricsPage.start(
            new HostPort("127.0.0.1", 0),
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    "telltale",
                    AttributeKey.stringKey("service.instance.id"),
                    node)),
            push,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            InstantSource.system());
    List<Double> buckets = List.of(.005, .1, 60.);
    page.declare(
        new HistogramDeclaration(
            "node_command_duration_seconds", "Time.", "s", buckets, List.of(PUBLISH, GET)));
    page.show(new Books());
    Meter meter = page.meterProvider().get("dev.telltale.node");
    meter.counterBuilder("node_command_total").build().add(3, PUBLISH);
    meter.gaugeBuilder("node_sync_last_success_unix").build().set(1.7e9);
    meter.gaugeBuilder("jvm.memory.used").setUnit("By").build().set(1024);
    meter.gaugeBuilder("build.info").build().set(1, Attributes.of(COMMAND, "x \"y\"\\z\n"));
    meter.gaugeBuilder("ratio").setUnit("1").build().set(0.5);
    meter.counterBuilder("http.requests").setUnit("{request}").build().add(7);
    meter.counterBuilder("sent").setUnit("By").build().add(8);
    meter.upDownCounterBuilder("queue.items").build().add(-2);
    try (Scope ignored = sampled().makeCurrent()) {
      meter
          .histogramBuilder("node_command_duration_seconds")
          .setUnit("s")
          .setExplicitBucketBoundariesAdvice(buckets)
          .build()
          .record(0.02, PUBLISH);
    }
    return page;
  }

  /** Numbers that stand still. */
  private record Books() implements LedgerSource {
    @Override
    public Map<Signal, LedgerCounts> ledgers() {
      return Map.of(Signal.METRICS, new LedgerCounts(1, 9, 5, 3, Map.of(DropReason.TOO_OLD, 2L)));
    }

    @Override
    public Map<Signal, Long> spoolBytes() {
      return Map.of(Signal.METRICS, 512L);
    }

    @Override
    public LineCounts lines() {
      return new LineCounts(5, 1);
    }
  }

  private static MetricPush push(Stack stack) {
    String endpoint = "http://127.0.0.1:" + stack.env().port("COLLECTOR_OTLP_GRPC_PORT");
    return new MetricPush(
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build(),
        Duration.ofSeconds(1),
        endpoint);
  }

  private static Span sampled() {
    return Span.wrap(
        SpanContext.create(
            TRACE_ID, "eee19b7ec3c1b174", TraceFlags.getSampled(), TraceState.getDefault()));
  }

  private static String address(MetricsPage page) {
    return "127.0.0.1:" + page.port().orElseThrow();
  }

  /** Every series of a node with its value, without those that scraping itself adds. */
  private static SortedMap<String, String> series(URI prometheus, String node) throws Exception {
    SortedMap<String, String> series = new TreeMap<>();
    JsonNode found =
        Http.query(prometheus, "/api/v1/query", "{instance=\"" + node + "\"}").at("/data/result");
    for (JsonNode one : found) {
      Map<String, String> labels = new TreeMap<>();
      one.at("/metric")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
      String name = labels.remove("__name__");
      labels.remove("instance");
      if (!name.equals("up") && !name.startsWith("scrape_") && !name.equals("target_info")) {
        series.put(name + labels, one.at("/value/1").asString());
      }
    }
    return series;
  }

  private static String exemplars(URI prometheus, String node) throws Exception {
    long now = Instant.now().getEpochSecond();
    return Http.get(
            prometheus.resolve(
                "/api/v1/query_exemplars?query=node_command_duration_seconds_bucket%%7Binstance%%3D%%22%s%%22%%7D&start=%d&end=%d"
                    .formatted(node, now - 600, now + 600)))
        .toString();
  }
}
