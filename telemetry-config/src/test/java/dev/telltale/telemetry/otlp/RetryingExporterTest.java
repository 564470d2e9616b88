package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalCounts;
import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.SignalWatch;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingExporterTest {
  private static final Backoff SOON = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
  private static final int TIMES = 200;
  // The common pool of a machine with two processors has one thread, and this test needs two.
  private static final Executor OWN_THREAD = work -> new Thread(work).start();

  /** The SDK tells its answer on a thread of its own, with a lock of its own held. */
  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void closingWhileAnAnswerComes_neverLocksUp(boolean grpc) throws Exception {
    OtlpConfig nobody = config(grpc);
    for (int i = 0; i < TIMES; i++) {
      SpanLedger ledger = new SpanLedger(8);
      RetryingExporter exporter =
          new RetryingExporter(
              nobody,
              ledger,
              new SignalWatch(
                  Signal.TRACES, "here", InstantSource.system(), () -> SignalCounts.NONE),
              SOON);
      exporter.prepare();
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Boolean> export =
          CompletableFuture.supplyAsync(
                  () -> exporter.export(List.of(span())).isSuccess(), OWN_THREAD)
              .whenComplete((success, thrown) -> ended.set(true));
      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(
              () -> {
                while (!ended.get()) exporter.closing();
              },
              OWN_THREAD);

      assertThat(export.get(10, TimeUnit.SECONDS)).isFalse();
      closing.get(10, TimeUnit.SECONDS);
    }
  }

  private static OtlpConfig config(boolean grpc) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return new OtlpConfig(
        URI.create("http://127.0.0.1:" + port + (grpc ? "" : "/v1/traces")),
        grpc ? OtlpProtocol.GRPC : OtlpProtocol.HTTP_PROTOBUF,
        Duration.ofSeconds(10),
        Compression.NONE);
  }

  private static SpanData span() {
    return TestSpanData.builder()
        .setName("test")
        .setKind(SpanKind.INTERNAL)
        .setStatus(StatusData.unset())
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setHasEnded(true)
        .build();
  }
}
