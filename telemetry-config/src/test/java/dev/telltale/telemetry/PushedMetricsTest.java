package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics on their way through the spool. */
class PushedMetricsTest {
  private final StandardOutput output = new StandardOutput();
  @TempDir Path temp;

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allOfThemArrive_theLastWhenItIsClosed(boolean grpc) throws Exception {
    try (OtlpReceiver collector = grpc ? OtlpReceiver.grpc() : OtlpReceiver.http()) {
      Telemetry telemetry = pushing(grpc, collector.endpoint(Signal.METRICS), 50).start();
      LongCounter counter = counter(telemetry);
      counter.add(1);
      await().until(() -> values(collector, "orders").contains(1L));
      counter.add(41);
      Handover handover = telemetry.close(Duration.ofSeconds(3));

      assertThat(values(collector, "orders")).isSorted().endsWith(42L);
      assertThat(handover.metrics().created()).isPositive().isEqualTo(points(collector));
      assertThat(handover.metrics().delivered()).isEqualTo(points(collector));
      assertThat(handover.metrics().balanced()).isTrue();
      assertThat(handover.complete()).isTrue();
    }
  }

  @Test
  void collectorDown_theLastCollectionWaitsForTheNextStart() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.http()) {
      Configs configs = pushing(false, URI.create("http://127.0.0.1:1/v1/metrics"), 3_600_000);
      Telemetry first = configs.start();
      counter(first).add(7);
      LedgerCounts left = first.close(Duration.ofSeconds(3)).metrics();
      assertThat(left.waiting()).isPositive().isEqualTo(left.created());

      configs.metricPush = otlp(false, collector.endpoint(Signal.METRICS));
      Telemetry second = configs.start();
      await().until(() -> values(collector, "orders").equals(List.of(7L)));
      LedgerCounts counts = second.close(Duration.ofSeconds(3)).metrics();
      assertThat(counts.recovered()).isEqualTo(left.waiting());
      assertThat(counts.waiting()).isZero();
    }
  }

  @Test
  void whatBecameOfThem_isOnThePageAndInThePush() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.http()) {
      Configs configs = pushing(false, collector.endpoint(Signal.METRICS), 50);
      configs.logFile = temp.resolve("service.jsonl");
      try (Telemetry telemetry = configs.start()) {
        counter(telemetry).add(1);
        await().until(() -> !values(collector, "telemetry_delivered_total").isEmpty());
        assertThat(page(telemetry, false))
            .contains(
                "\ntelemetry_created_total{signal=\"metrics\"} ",
                "\ntelemetry_dropped_total{reason=\"crash\",signal=\"metrics\"} 0.0\n",
                "\ntelemetry_log_lines_total{result=\"not_written\"} 0.0\n")
            .doesNotContain("signal=\"traces\"", "signal=\"logs\"");
        assertThat(values(collector, "telemetry_spool_bytes")).isNotEmpty();
        assertThat(telemetry.status().metricsPush().state()).isEqualTo(SignalStatus.State.RUNNING);
      }
    }
  }

  @Test
  void alsoScraped_isInTheStatus() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.http();
        Telemetry telemetry =
            pushing(false, collector.endpoint(Signal.METRICS), 3_600_000).start()) {
      assertThat(page(telemetry, false)).contains("target_info");
      assertThat(telemetry.status().metrics().why()).isNull();

      assertThat(page(telemetry, true)).contains("target_info");
      String why =
          "a scraper reads /metrics and the same is pushed to "
              + collector.endpoint(Signal.METRICS)
              + ", so every series comes twice: take this service out of the scrape targets, or"
              + " otlp_endpoint out of [telemetry.metrics]";
      assertThat(telemetry.status().metrics().why()).isEqualTo(why);
      assertThat(telemetry.status().metrics().state()).isEqualTo(SignalStatus.State.RUNNING);
      assertThat(output.lines()).containsExactly("WARN telemetry: metrics: " + why);
    }
  }

  private static Configs pushing(boolean grpc, URI endpoint, long everyMillis) {
    Configs configs = Configs.metricsAt(0);
    configs.metricPush = otlp(grpc, endpoint);
    configs.exportInterval = Duration.ofMillis(everyMillis);
    return configs;
  }

  private static OtlpConfig otlp(boolean grpc, URI endpoint) {
    OtlpProtocol protocol = grpc ? OtlpProtocol.GRPC : OtlpProtocol.HTTP_PROTOBUF;
    return new OtlpConfig(endpoint, protocol, Duration.ofSeconds(10), Compression.NONE);
  }

  private static LongCounter counter(Telemetry telemetry) {
    return telemetry.openTelemetry().getMeter("test").counterBuilder("orders").build();
  }

  private static String page(Telemetry telemetry, boolean scraper) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) telemetry.metricsUri().orElseThrow().toURL().openConnection();
    if (scraper) {
      connection.setRequestProperty("X-Prometheus-Scrape-Timeout-Seconds", "10");
    }
    try (var in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Stream<Metric> metrics(OtlpReceiver collector) {
    return collector.metrics().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream());
  }

  private static List<Long> values(OtlpReceiver collector, String name) {
    return metrics(collector)
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> points(metric).stream())
        .map(NumberDataPoint::getAsInt)
        .toList();
  }

  private static long points(OtlpReceiver collector) {
    return metrics(collector).mapToLong(metric -> points(metric).size()).sum();
  }

  private static List<NumberDataPoint> points(Metric metric) {
    return metric.hasSum()
        ? metric.getSum().getDataPointsList()
        : metric.getGauge().getDataPointsList();
  }
}
