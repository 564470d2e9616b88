package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.config.SpoolConfig;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.Reply;
import dev.telltale.telemetry.watch.Backoff;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One signal from its way in to the collector. */
class OtlpSignalTest {
  private static final Backoff SOON = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

  @TempDir Path folder;
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final LongCounter counter =
      SdkMeterProvider.builder()
          .registerMetricReader(metrics)
          .build()
          .get("test")
          .counterBuilder("seen_total")
          .build();

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void metrics_arriveInOrderWhateverIsAnswered(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      AtomicInteger requests = new AtomicInteger();
      receiver.reply(
          request ->
              switch (requests.incrementAndGet() % 7) {
                case 1 -> Reply.BROKEN;
                case 4, 5 -> Reply.UNAVAILABLE;
                default -> Reply.ACCEPT;
              });
      OtlpSignal signal = start(receiver, grpc);
      MetricExporter exporter = signal.metrics();
      for (int i = 0; i < 100; i++) {
        assertThat(exporter.export(next()).isSuccess()).isTrue();
      }
      await().until(() -> signal.counts().delivered() == 100);
      assertThat(receiver.metrics())
          .extracting(OtlpSignalTest::value)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
      assertThat(signal.close(Duration.ofSeconds(3)))
          .isEqualTo(new LedgerCounts(0, 100, 100, 0, Map.of()));
    }
  }

  @Test
  void clientWhoseThreadEnded_isReplaced() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      OtlpSignal signal = start(receiver, false, Duration.ofSeconds(1));
      MetricExporter exporter = signal.metrics();
      exporter.export(next());
      await().until(() -> signal.counts().delivered() == 1);
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
          .forEach(Thread::interrupt);
      exporter.export(next());
      await().until(() -> signal.counts().delivered() == 2);
      assertThat(signal.close(Duration.ofSeconds(3)).balanced()).isTrue();
    }
  }

  @Test
  void metricThatTheCollectorFailsAtForEver_stopsThoseBehindItForAWhileOnly() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      AtomicInteger requests = new AtomicInteger();
      // The first that comes is the poison: whatever is asked until it is passed over.
      receiver.reply(request -> requests.incrementAndGet() <= 61 ? Reply.BROKEN : Reply.ACCEPT);
      OtlpSignal signal = start(receiver, false);
      MetricExporter exporter = signal.metrics();
      for (int i = 0; i < 3; i++) {
        exporter.export(next());
      }
      await().until(() -> receiver.metrics().size() == 3);
      assertThat(receiver.metrics())
          .extracting(OtlpSignalTest::value)
          .startsWith(2L)
          .containsSubsequence(2L, 3L)
          .contains(1L);
      signal.close(Duration.ofSeconds(3));
    }
  }

  @Test
  void interruptedThreads_goOnDelivering() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      OtlpSignal signal = start(receiver, false);
      MetricExporter exporter = signal.metrics();
      for (int i = 0; i < 50; i++) {
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("telemetry-metrics-delivery"))
            .forEach(Thread::interrupt);
        exporter.export(next());
      }
      await().until(() -> receiver.metrics().size() == 50);
      signal.close(Duration.ofSeconds(3));
    }
  }

  private OtlpSignal start(OtlpReceiver receiver, boolean grpc) {
    return start(receiver, grpc, Duration.ofSeconds(10));
  }

  private OtlpSignal start(OtlpReceiver receiver, boolean grpc, Duration timeout) {
    OtlpConfig config =
        new OtlpConfig(
            receiver.endpoint(Signal.METRICS),
            grpc ? OtlpProtocol.GRPC : OtlpProtocol.HTTP_PROTOBUF,
            timeout,
            Compression.NONE);
    return OtlpSignal.start(
        Signal.METRICS, config, new SpoolConfig(folder), SOON, InstantSource.system());
  }

  private static long value(ResourceMetrics metrics) {
    return metrics.getScopeMetrics(0).getMetrics(0).getSum().getDataPoints(0).getAsInt();
  }

  /** The counter, one higher than the time before. */
  private Collection<MetricData> next() {
    counter.add(1);
    return metrics.collectAllMetrics();
  }
}
