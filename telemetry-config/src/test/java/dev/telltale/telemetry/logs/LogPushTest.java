package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.Backoff;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** A log record that is pushed says what the line of the same event says, field by field. */
class LogPushTest {
  private static final Logger log = LoggerFactory.getLogger("dev.telltale.node.sync.SyncTask");
  private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));

  /** All that a line or a terminal could stumble over. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          "plain",
          "a\r\nb\nc\rd",
          "NUL \0 and ESC \u001b[31m and DEL \u007f",
          "NEL \u0085 CSI \u009b LS \u2028 PS \u2029",
          "lone \uD83D and \uDE00, whole \uD83D\uDE00",
          "quotes \" \\ / and {\"json\":[1]}",
          "é".repeat(50 * 1024), // 100 KiB
          "\uD83D".repeat(100 * 1024),
          "\0".repeat(100 * 1024));

  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();
  private final SdkTracerProvider tracers = SdkTracerProvider.builder().build();
  private OtlpReceiver receiver;
  private LogLines lines;
  private LogRecordProcessor processor;

  @BeforeEach
  void push() throws IOException {
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("service.name", "checkout")
                .put("service.instance.id", "node-1")
                .build());
    LogsConfig config = new LogsConfig(LogFormat.JSON, LogLevel.TRACE, file());
    lines = LogLines.start(config, "checkout", "node-1", SOON, InstantSource.system());
    receiver = OtlpReceiver.grpc(); // now that what it logs comes out as configured
    processor =
        BatchLogRecordProcessor.builder(
                OtlpGrpcLogRecordExporter.builder()
                    .setEndpoint(receiver.endpoint(Signal.LOGS).toString())
                    .build())
            .build();
    lines.push(processor, resource);
  }

  @AfterEach
  void close() {
    MDC.clear();
    lines.stopPush();
    lines.close();
    tracers.close();
    receiver.close();
    output.close();
  }

  @Test
  void everyEvent_saysTheSameInALineAndInARecord() throws IOException {
    for (Level level : Level.values()) {
      log.atLevel(level).log("at {}", level);
    }
    for (String hostile : HOSTILE) {
      MDC.put("mdc", hostile);
      log.atWarn().addKeyValue(hostile, hostile).log(hostile);
      log.error(hostile, new IllegalStateException(hostile, new IOException(hostile)));
      MDC.clear();
    }
    log.error("without a message", new IllegalStateException());
    typedFieldsWithinASpan();
    var many = log.atInfo();
    for (int i = 0; i < 300; i++) {
      many = many.addKeyValue("field" + i, i);
    }
    many.log("more fields than the SDK keeps by itself");

    List<Map<String, Object>> pushed = pushed();
    assertThat(pushed).hasSize(5 + 2 * HOSTILE.size() + 3);
    assertThat(output.events()).hasSameSizeAs(pushed);
    for (int i = 0; i < pushed.size(); i++) {
      assertThat(pushed.get(i)).isEqualTo(new TreeMap<>(widened(output.events().get(i))));
    }
    assertThat(output.text()).isEqualTo(Files.readString(file()));
    assertThat(pushed.stream().filter(each -> Boolean.TRUE.equals(each.get("truncated"))))
        .hasSize(6);
  }

  private void typedFieldsWithinASpan() {
    Span span = tracers.get("test").spanBuilder("task.sync").startSpan();
    try (Scope ignored = span.makeCurrent()) {
      log.atInfo()
          .addKeyValue("long", Long.MAX_VALUE)
          .addKeyValue("negative", -3)
          .addKeyValue("float", 0.1f)
          .addKeyValue("whole", 2.0)
          .addKeyValue("infinite", Double.POSITIVE_INFINITY)
          .addKeyValue("true", true)
          .addKeyValue("nothing", (Object) null)
          .addKeyValue("peer", URI.create("http://127.0.0.1:9900"))
          .addKeyValue("message", "reserved")
          .addKeyValue("trace_id", "reserved")
          .log("typed");
    } finally {
      span.end();
    }
    assertThat(output.events().get(output.events().size() - 1))
        .containsEntry("trace_id", span.getSpanContext().getTraceId());
  }

  @Test
  void severities_areThoseOfOpenTelemetry() {
    for (Level level : List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)) {
      log.atLevel(level).log("line");
    }
    flush();
    assertThat(records())
        .extracting(LogRecord::getSeverityNumber)
        .containsExactly(
            SeverityNumber.SEVERITY_NUMBER_TRACE,
            SeverityNumber.SEVERITY_NUMBER_DEBUG,
            SeverityNumber.SEVERITY_NUMBER_INFO,
            SeverityNumber.SEVERITY_NUMBER_WARN,
            SeverityNumber.SEVERITY_NUMBER_ERROR);
  }

  @Test
  void whoSends_isNotSent() {
    for (String name : List.of("io.opentelemetry.exporter.x", "okhttp3", "io.grpc.netty.Netty")) {
      LoggerFactory.getLogger(name).error("while sending");
    }
    LoggerFactory.getLogger("io.grpcs").error("of somebody else");
    flush();
    assertThat(records())
        .extracting(each -> each.getBody().getStringValue())
        .containsExactly("of somebody else");
    assertThat(output.lines()).contains("ERROR while sending");
  }

  @Test
  void afterTheStop_linesGoOnWithoutRecords() {
    log.info("before");
    flush();
    lines.stopPush();
    log.info("after");
    assertThat(records())
        .extracting(each -> each.getBody().getStringValue())
        .containsExactly("before");
    assertThat(output.lines()).containsExactly("INFO before", "INFO after");
  }

  private void flush() {
    assertThat(processor.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private List<LogRecord> records() {
    return receiver.logs().stream().flatMap(LogPushTest::recordsOf).toList();
  }

  private static Stream<LogRecord> recordsOf(ResourceLogs batch) {
    return batch.getScopeLogsList().stream().flatMap(scope -> scope.getLogRecordsList().stream());
  }

  /** Every record as the line that it would be. */
  private List<Map<String, Object>> pushed() {
    flush();
    return receiver.logs().stream()
        .flatMap(
            batch ->
                recordsOf(batch)
                    .map(record -> line(batch.getResource().getAttributesList(), record)))
        .toList();
  }

  private static Map<String, Object> line(List<KeyValue> resource, LogRecord record) {
    Map<String, Object> line = new TreeMap<>();
    resource.forEach(each -> line.put(each.getKey(), plain(each.getValue())));
    Instant at = Instant.EPOCH.plus(record.getTimeUnixNano(), ChronoUnit.NANOS);
    line.put("@timestamp", at.toString());
    line.put("level", record.getSeverityText());
    line.put("message", record.getBody().getStringValue());
    if (!record.getTraceId().isEmpty()) {
      line.put("trace_id", HexFormat.of().formatHex(record.getTraceId().toByteArray()));
      line.put("span_id", HexFormat.of().formatHex(record.getSpanId().toByteArray()));
      line.put("trace_flags", String.format("%02x", record.getFlags()));
    }
    record
        .getAttributesList()
        .forEach(each -> assertThat(line.put(each.getKey(), plain(each.getValue()))).isNull());
    return line;
  }

  private static Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      default -> value.getStringValue();
    };
  }

  /** With the one integer type that a record has, and the timestamp as an instant says it. */
  private static Map<String, Object> widened(Map<String, Object> line) {
    line.replaceAll((name, value) -> value instanceof Integer i ? Long.valueOf(i) : value);
    line.replace("@timestamp", Instant.parse(line.get("@timestamp").toString()).toString());
    return line;
  }

  private Path file() {
    return folder.resolve("node.jsonl");
  }
}
