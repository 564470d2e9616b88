package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page that Prometheus reads. */
class MetricsTest {
  private static final AttributeKey<String> COMMAND = AttributeKey.stringKey("command");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @Test
  void page() throws Exception {
    Configs configs = Configs.metricsAt(0);
    try (Telemetry telemetry = configs.start()) {
      meter(telemetry)
          .counterBuilder("node_command_total")
          .setDescription("Commands that ended.")
          .build()
          .add(2, Attributes.of(COMMAND, "publish"));

      HttpResponse<String> page = get(telemetry, "text/plain");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(page.headers().firstValue("server")).isEmpty();
      assertThat(page.body())
          .contains(
              "# HELP node_command_total Commands that ended.\n# TYPE node_command_total counter\n"
                  + "node_command_total{command=\"publish\"} 2.0\n")
          .contains("target_info{service_instance_id=\"node-1\",service_name=\"checkout\",")
          .doesNotContain("otel_scope");
      assertThat(telemetry.status().metrics().lastDelivery()).isNotNull();
    }
  }

  @Test
  void onlyTheOnePageAndOnlyReading() throws Exception {
    try (Telemetry telemetry = Configs.metricsAt(0).start()) {
      URI page = telemetry.metricsUri().orElseThrow();
      assertThat(send(HttpRequest.newBuilder(page.resolve("/")).GET()).statusCode()).isEqualTo(404);
      assertThat(send(HttpRequest.newBuilder(page.resolve("/metrics/x")).GET()).statusCode())
          .isEqualTo(404);
      HttpResponse<String> post =
          send(HttpRequest.newBuilder(page).POST(HttpRequest.BodyPublishers.ofString("x")));
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
      HttpResponse<String> head =
          send(HttpRequest.newBuilder(page).method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void gzip_onRequest() throws Exception {
    try (Telemetry telemetry = Configs.metricsAt(0).start()) {
      meter(telemetry).counterBuilder("good").build().add(1);
      HttpRequest request =
          HttpRequest.newBuilder(telemetry.metricsUri().orElseThrow())
              .header("Accept-Encoding", "gzip")
              .build();
      var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
      try (GZIPInputStream body = new GZIPInputStream(answer.body())) {
        assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .contains("good_total 1.0\n");
      }
    }
  }

  @Test
  void exemplar_pointsAtItsTrace() throws Exception {
    Configs configs = Configs.metricsAt(0);
    configs.tracesEnabled = true;
    configs.endpoint = URI.create("http://127.0.0.1:1");
    Telemetry telemetry = configs.start();
    try {
      Span span = telemetry.openTelemetry().getTracer("test").spanBuilder("command.x").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        histogram(telemetry).record(0.02, Attributes.of(COMMAND, "publish"));
      }
      span.end();
      assertThat(get(telemetry, OPEN_METRICS).body())
          .containsPattern(
              "le=\"0.1\"} 1 # \\{span_id=\""
                  + span.getSpanContext().getSpanId()
                  + "\",trace_id=\""
                  + span.getSpanContext().getTraceId()
                  + "\"} 0.02")
          .endsWith("# EOF\n");
    } finally {
      telemetry.close();
    }
  }

  @Test
  void declaredHistogram_showsZerosUntilItsFirstValue() throws Exception {
    try (Telemetry telemetry = Configs.metricsAt(0).start()) {
      telemetry.declareHistogram(
          "node_command_duration_seconds",
          "How long commands took.",
          "s",
          List.of(.01, .1),
          List.of(Attributes.of(COMMAND, "publish"), Attributes.of(COMMAND, "get")));

      String before = get(telemetry, OPEN_METRICS).body();
      assertThat(before)
          .contains(
              """
              # TYPE node_command_duration_seconds histogram
              # UNIT node_command_duration_seconds seconds
              # HELP node_command_duration_seconds How long commands took.
              node_command_duration_seconds_bucket{command="get",le="0.01"} 0
              node_command_duration_seconds_bucket{command="get",le="0.1"} 0
              node_command_duration_seconds_bucket{command="get",le="+Inf"} 0
              node_command_duration_seconds_count{command="get"} 0
              node_command_duration_seconds_sum{command="get"} 0.0
              """)
          .contains("node_command_duration_seconds_count{command=\"publish\"} 0\n");

      histogram(telemetry).record(0.02, Attributes.of(COMMAND, "publish"));
      histogram(telemetry).record(0.02, Attributes.of(COMMAND, "query"));
      String after = get(telemetry, OPEN_METRICS).body();
      assertThat(after)
          .contains("node_command_duration_seconds_count{command=\"get\"} 0\n")
          .contains("node_command_duration_seconds_count{command=\"publish\"} 1\n")
          .contains("node_command_duration_seconds_count{command=\"query\"} 1\n")
          .containsOnlyOnce("# TYPE node_command_duration_seconds histogram");
      assertThat(output.text()).isEmpty();
    }
  }

  /** The exporter would cut each of them. */
  @Test
  void namesThatEndInASuffixOfOthers_stayWhole() throws Exception {
    try (Telemetry telemetry = Configs.metricsAt(0).start()) {
      meter(telemetry).counterBuilder("orders_created_total").build().add(1);
      meter(telemetry).counterBuilder("orders.created").build().add(1, Attributes.of(COMMAND, "x"));
      meter(telemetry).gaugeBuilder("build.info").build().set(1);
      meter(telemetry).gaugeBuilder("ram_total").setUnit("By").build().set(1);
      assertThat(get(telemetry, OPEN_METRICS).body())
          .contains(
              "# TYPE orders_created counter\n",
              "\norders_created_total 1.0\n",
              "\norders_created_total{command=\"x\"} 1.0\n",
              "\nbuild_info 1.0\n",
              "# UNIT ram_total_bytes bytes\nram_total_bytes 1.0\n");
      assertThat(output.text()).isEmpty();
    }
  }

  @Test
  void portTaken_metricsOffUntilItIsFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Telemetry telemetry = Configs.metricsAt(taken.getLocalPort()).start()) {
      String page = "http://127.0.0.1:" + taken.getLocalPort() + "/metrics";
      assertThat(telemetry.status().off())
          .extracting(Object::toString)
          .containsExactly("metrics off: " + page + ": Address already in use");
      assertThat(telemetry.metricsUri()).isEmpty();
      meter(telemetry).counterBuilder("still").build().add(1); // and nothing throws

      taken.close();
      await().untilAsserted(() -> assertThat(telemetry.status().off()).isEmpty());
      assertThat(get(telemetry, "text/plain").body()).contains("still_total 1.0\n");
      assertThat(output.lines().get(0))
          .isEqualTo(
              "WARN telemetry: metrics off: "
                  + page
                  + ": Address already in use; retrying, the service runs without it");
      assertThat(output.lines().get(1))
          .matches("INFO telemetry: metrics: " + page + ": serving after \\S+ s");
      assertThat(output.lines()).hasSize(2);
    }
  }

  @Test
  void closed_thePortIsFreeAndItsThreadsAreGone() throws IOException {
    Telemetry telemetry = Configs.metricsAt(0).start();
    int port = telemetry.metricsUri().orElseThrow().getPort();
    telemetry.close();
    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("telemetry-")));
  }

  private static Meter meter(Telemetry telemetry) {
    return telemetry.openTelemetry().getMeter("test");
  }

  private static DoubleHistogram histogram(Telemetry telemetry) {
    return meter(telemetry)
        .histogramBuilder("node_command_duration_seconds")
        .setDescription("How long commands took.")
        .setUnit("s")
        .setExplicitBucketBoundariesAdvice(List.of(.01, .1))
        .build();
  }

  private static HttpResponse<String> get(Telemetry telemetry, String accept) throws Exception {
    URI page = telemetry.metricsUri().orElseThrow();
    return send(HttpRequest.newBuilder(page).header("Accept", accept).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
