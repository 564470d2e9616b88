package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.config.SpoolConfig;
import dev.telltale.telemetry.otlp.OtlpSignal;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.Backoff;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log records that are pushed while the collector is down: each arrives once, when it is back. */
class LogDeliveryTest {
  private static final Logger log = LoggerFactory.getLogger("dev.telltale.node");
  private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));
  private static final int LINES = 3_000;

  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();
  private LogLines lines;
  private OtlpSignal records;

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest
  @EnumSource(OtlpProtocol.class)
  void collectorDown_recordsArriveOnceWhenItIsBack(OtlpProtocol protocol) throws IOException {
    int port = freePort();
    start(protocol, port);
    numbered();
    await().until(() -> records.status().state() == SignalStatus.State.FAILING);
    try (OtlpReceiver receiver = OtlpReceiver.at(protocol == OtlpProtocol.GRPC, port, null)) {
      await().untilAsserted(() -> assertThat(records.counts().waiting()).isZero());
      LedgerCounts counts = close();
      assertThat(numberedIn(receiver)).hasSize(LINES).containsExactlyInAnyOrderElementsOf(all());
      // Besides them, what was said of the outage: it does not lead to more and more lines.
      assertThat(counts.created()).isBetween((long) LINES, LINES + 10L);
      assertThat(counts.delivered()).isEqualTo(counts.created());
      assertThat(counts.balanced()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(OtlpProtocol.class)
  void closedWhileItIsDown_theNextStartDelivers(OtlpProtocol protocol) throws IOException {
    int port = freePort();
    start(protocol, port);
    numbered();
    LedgerCounts closed = close();
    assertThat(closed.waiting()).isEqualTo(closed.created()).isGreaterThanOrEqualTo(LINES);
    try (OtlpReceiver receiver = OtlpReceiver.at(protocol == OtlpProtocol.GRPC, port, null)) {
      start(protocol, port);
      await().untilAsserted(() -> assertThat(numberedIn(receiver)).hasSize(LINES));
      LedgerCounts counts = close();
      assertThat(counts.recovered()).isEqualTo(closed.waiting());
      assertThat(counts.balanced()).isTrue();
      assertThat(numberedIn(receiver)).containsExactlyInAnyOrderElementsOf(all());
    }
  }

  private void start(OtlpProtocol protocol, int port) {
    LogsConfig config = new LogsConfig(LogFormat.JSON, LogLevel.INFO, null);
    lines = LogLines.start(config, "checkout", "node-1", SOON, InstantSource.system());
    String path = protocol == OtlpProtocol.GRPC ? "" : "/v1/logs";
    records =
        OtlpSignal.start(
            Signal.LOGS,
            new OtlpConfig(
                URI.create("http://127.0.0.1:" + port + path),
                protocol,
                Duration.ofSeconds(5),
                Compression.NONE),
            new SpoolConfig(folder),
            SOON,
            InstantSource.system());
    lines.push(
        records.logs(),
        Resource.create(Attributes.builder().put("service.name", "checkout").build()));
  }

  private LedgerCounts close() {
    lines.stopPush();
    LedgerCounts counts = records.close(Duration.ofSeconds(3));
    lines.close();
    return counts;
  }

  private static void numbered() {
    for (int i = 0; i < LINES; i++) {
      log.info("{}", i);
    }
  }

  private static List<String> all() {
    return IntStream.range(0, LINES).mapToObj(String::valueOf).toList();
  }

  private static List<String> numberedIn(OtlpReceiver receiver) {
    return receiver.logs().stream()
        .flatMap(batch -> batch.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .map(record -> record.getBody().getStringValue())
        .filter(body -> body.matches("\\d+"))
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
