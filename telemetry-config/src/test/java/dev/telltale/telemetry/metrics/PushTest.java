package dev.telltale.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metrics that are sent by OTLP, as they are on the wire. */
class PushTest {
  private static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";
  private static final AttributeKey<String> COMMAND = AttributeKey.stringKey("command");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);

  private final List<ExportMetricsServiceRequest> requests = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/metrics",
        exchange -> {
          try (exchange) {
            requests.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
          } catch (InvalidProtocolBufferException e) {
            exchange.sendResponseHeaders(400, -1);
          }
        });
    collector.start();
  }

  @AfterEach
  void stopCollector() {
    collector.stop(0);
  }

  @Test
  void namesBucketsZerosExemplarsAndIdentity_areThoseOfThePage() throws Exception {
    MetricsPage page = pushing(overHttp(), HOUR);
    page.declare(
        new HistogramDeclaration(
            "node_command_duration_seconds",
            "How long commands took.",
            "s",
            List.of(.01, .1),
            List.of(Attributes.of(COMMAND, "publish"), Attributes.of(COMMAND, "get"))));
    Meter meter = page.meterProvider().get("test");
    meter.counterBuilder("node_command_total").build().add(2, Attributes.of(COMMAND, "get"));
    meter.gaugeBuilder("node_sync_last_success_unix").build().set(1.7e9);
    try (Scope ignored = sampledSpan().makeCurrent()) {
      meter
          .histogramBuilder("node_command_duration_seconds")
          .setUnit("s")
          .setExplicitBucketBoundariesAdvice(List.of(.01, .1))
          .build()
          .record(0.02, Attributes.of(COMMAND, "publish"));
    }
    String scraped = TestPage.read(page); // takes nothing away
    page.close(Duration.ofSeconds(5));

    assertThat(scraped).contains("node_command_total{command=\"get\"} 2.0\n");
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).getResourceMetrics(0).getResource().getAttributesList())
        .extracting(attribute -> attribute.getKey() + "=" + attribute.getValue().getStringValue())
        .contains("service.name=checkout", "service.instance.id=node-1");
    Metric counter = metric("node_command_total");
    assertThat(counter.getUnit()).isEmpty();
    assertThat(counter.getSum().getIsMonotonic()).isTrue();
    assertThat(counter.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(counter.getSum().getDataPoints(0).getAsInt()).isEqualTo(2);
    assertThat(metric("node_sync_last_success_unix").getGauge().getDataPointsList())
        .extracting(NumberDataPoint::getAsDouble)
        .containsExactly(1.7e9);

    Metric histogram = metric("node_command_duration_seconds");
    assertThat(histogram.getUnit()).isEqualTo("s");
    assertThat(histogram.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    HistogramDataPoint publish = point(histogram, "publish");
    assertThat(publish.getExplicitBoundsList()).containsExactly(.01, .1);
    assertThat(publish.getBucketCountsList()).containsExactly(0L, 1L, 0L);
    assertThat(HexFormat.of().formatHex(publish.getExemplars(0).getTraceId().toByteArray()))
        .isEqualTo(TRACE_ID);
    HistogramDataPoint declared = point(histogram, "get");
    assertThat(declared.getExplicitBoundsList()).containsExactly(.01, .1);
    assertThat(declared.getBucketCountsList()).containsExactly(0L, 0L, 0L);
    assertThat(declared.getCount()).isZero();
  }

  @Test
  void interrupted_itGoesOn() {
    MetricsPage page = pushing(overHttp(), SOON);
    page.meterProvider().get("test").counterBuilder("x").build().add(1);
    await().until(() -> !requests.isEmpty());
    for (int i = 0; i < 3; i++) {
      int before = requests.size();
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("telemetry-metrics-push"))
          .forEach(Thread::interrupt);
      await().until(() -> requests.size() > before + 1);
    }
    page.close(Duration.ofSeconds(5));
  }

  @Test
  void atItsInterval_inOrder_andOnceMoreAtTheEnd() {
    MetricsPage page = pushing(overHttp(), SOON);
    var counter = page.meterProvider().get("test").counterBuilder("x").build();
    counter.add(1);
    await().until(() -> requests.size() >= 3);
    counter.add(41);
    page.close(Duration.ofSeconds(5));
    int atTheEnd = requests.size();

    assertThat(values("x")).isSorted().startsWith(1L).endsWith(42L);
    await().during(SOON.multipliedBy(4)).until(() -> requests.size() == atTheEnd);
  }

  @Test
  void slowExporter_isNotAskedBeforeItIsDone() {
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    AtomicInteger underWay = new AtomicInteger();
    List<Integer> most = new CopyOnWriteArrayList<>();
    MetricsPage page =
        pushing(
            new Exporter() {
              @Override
              public CompletableResultCode export(Collection<MetricData> metrics) {
                most.add(underWay.incrementAndGet());
                CompletableResultCode done = new CompletableResultCode();
                var unused =
                    later.schedule(
                        () -> {
                          underWay.decrementAndGet();
                          return done.succeed();
                        },
                        3 * SOON.toMillis(),
                        TimeUnit.MILLISECONDS);
                return done;
              }
            },
            SOON);
    await().until(() -> most.size() >= 4);
    page.close(Duration.ofSeconds(5));
    later.shutdownNow();
    assertThat(most).containsOnly(1);
  }

  @Test
  void collidingMetrics_areNotPushedEither() {
    MetricsPage page = pushing(overHttp(), HOUR);
    Meter meter = page.meterProvider().get("test");
    meter.counterBuilder("good").build().add(1);
    meter.counterBuilder("x").build().add(1);
    meter.counterBuilder("x_total").build().add(1);
    page.close(Duration.ofSeconds(5));

    assertThat(metrics().map(Metric::getName).filter(name -> name.startsWith("x"))).hasSize(1);
    assertThat(metrics().map(Metric::getName)).contains("good");
    assertThat(page.warnings())
        .singleElement()
        .asString()
        .matches("x(_total)? left out: Prometheus can't tell it from x(_total)?");
  }

  @Test
  void exporterThatHangs_closeIsBounded() {
    CountDownLatch asked = new CountDownLatch(1);
    MetricsPage page =
        pushing(
            new Exporter() {
              @Override
              public CompletableResultCode export(Collection<MetricData> metrics) {
                asked.countDown();
                return new CompletableResultCode(); // never done
              }
            },
            HOUR);
    long start = System.nanoTime();
    page.close(Duration.ofMillis(300));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(asked.getCount()).isZero();
  }

  @Test
  void exporterThatThrows_isSaidOnceAndAskedAgain() {
    List<Integer> calls = new CopyOnWriteArrayList<>();
    MetricsPage page =
        pushing(
            new Exporter() {
              @Override
              public CompletableResultCode export(Collection<MetricData> metrics) {
                calls.add(metrics.size());
                throw new IllegalStateException("disk on fire, call " + calls.size());
              }
            },
            SOON);
    await().until(() -> calls.size() >= 3);
    page.close(Duration.ofSeconds(1));
    assertThat(page.warnings())
        .containsExactly("http://collector: a collection was not pushed: disk on fire, call 1");
  }

  @Test
  void readByAScraperToo_isSaidOnce() throws Exception {
    MetricsPage page = pushing(overHttp(), HOUR);
    page.meterProvider().get("test").counterBuilder("good").build().add(1);
    try {
      assertThat(TestPage.read(page)).contains("target_info");
      assertThat(page.warnings()).isEmpty(); // a person may look
      assertThat(TestPage.scrape(page)).contains("target_info");
      assertThat(TestPage.scrape(page)).contains("target_info");
      assertThat(page.warnings())
          .containsExactly(
              "a scraper reads /metrics and the same is pushed to http://collector, so every series"
                  + " comes twice: take this service out of the scrape targets, or otlp_endpoint out"
                  + " of [telemetry.metrics]");
    } finally {
      page.close(Duration.ofSeconds(1));
    }
  }

  private static MetricsPage pushing(MetricExporter exporter, Duration interval) {
    return TestPage.start(new MetricPush(exporter, interval, "http://collector"));
  }

  private MetricExporter overHttp() {
    return OtlpHttpMetricExporter.builder()
        .setEndpoint("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics")
        .build();
  }

  private static Span sampledSpan() {
    return Span.wrap(
        SpanContext.create(
            TRACE_ID, "eee19b7ec3c1b174", TraceFlags.getSampled(), TraceState.getDefault()));
  }

  private Stream<Metric> metrics() {
    return requests.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream());
  }

  private Metric metric(String name) {
    return metrics().filter(metric -> metric.getName().equals(name)).findFirst().orElseThrow();
  }

  private List<Long> values(String counter) {
    return metrics()
        .filter(metric -> metric.getName().equals(counter))
        .map(metric -> metric.getSum().getDataPoints(0).getAsInt())
        .toList();
  }

  private static HistogramDataPoint point(Metric histogram, String command) {
    return histogram.getHistogram().getDataPointsList().stream()
        .filter(point -> point.getAttributes(0).getValue().getStringValue().equals(command))
        .findFirst()
        .orElseThrow();
  }

  /** What is the same in every exporter of these tests. */
  private abstract static class Exporter implements MetricExporter {
    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public io.opentelemetry.sdk.metrics.data.AggregationTemporality getAggregationTemporality(
        InstrumentType type) {
      return io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;
    }
  }
}
