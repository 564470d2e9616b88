package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log records, pushed beside the lines, with the identity and the trace of the spans. */
class LogsPushedTest {
  private static final Logger log = LoggerFactory.getLogger("dev.telltale.node.sync.SyncTask");

  private final StandardOutput output = new StandardOutput();
  private final Telemetry logging = Configs.off().start();

  @AfterEach
  void restore() {
    logging.close();
    output.close();
  }

  @Test
  void recordOfASpan_hasItsTraceAndItsResource() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      Configs configs = Configs.tracesTo(true, receiver.endpoint());
      configs.resource = Map.of("deployment.environment.name", "prod");
      configs.logPush =
          new OtlpConfig(
              receiver.endpoint(), OtlpProtocol.GRPC, Duration.ofSeconds(5), Compression.GZIP);
      Telemetry telemetry = configs.start();
      Span span = telemetry.openTelemetry().getTracer("test").spanBuilder("task.sync").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        log.warn("within");
      } finally {
        span.end();
      }
      await().until(() -> telemetry.status().logsPush().counts().delivered() == 1);
      await().until(() -> telemetry.status().traces().counts().delivered() == 1);
      assertThat(telemetry.status().logsPush().state()).isEqualTo(SignalStatus.State.RUNNING);
      Handover handover = telemetry.close(Duration.ofSeconds(3));
      assertThat(handover.complete()).as(handover.toString()).isTrue();
      assertThat(handover.logs().delivered()).isEqualTo(1);
      log.info("after the close: only a line");

      ResourceLogs batch = receiver.logs().get(0);
      LogRecord record = batch.getScopeLogs(0).getLogRecords(0);
      assertThat(record.getBody().getStringValue()).isEqualTo("within");
      assertThat(HexFormat.of().formatHex(record.getTraceId().toByteArray()))
          .isEqualTo(span.getSpanContext().getTraceId());
      assertThat(strings(batch.getResource().getAttributesList()))
          .isEqualTo(receiver.spans().get(0).resource())
          .containsEntry("deployment.environment.name", "prod")
          .containsEntry("service.instance.id", "node-1");
    }
    assertThat(output.lines()).containsExactly("WARN within", "INFO after the close: only a line");
  }

  @Test
  void notAskedFor_isDisabled() {
    try (Telemetry telemetry = Configs.off().start()) {
      log.info("only a line");
      assertThat(telemetry.status().logsPush().state()).isEqualTo(SignalStatus.State.DISABLED);
      assertThat(telemetry.close(Duration.ZERO).logs()).isEqualTo(LedgerCounts.NONE);
    }
  }

  private static Map<String, String> strings(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }
}
