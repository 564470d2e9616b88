package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that a node writes to its log file comes out at Loki's place as a record with fields. */
class LogFilesIT {
  private static final Instant WRITTEN = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";

  @TempDir Path temp;

  @Test
  void comesOutAsARecordThatKnowsItsNodeAndItsTrace() throws Exception {
    Backends backends = Backends.onFreePorts();
    try (FarSide far = backends.start();
        OurCollector collector =
            OurCollector.on("local.yaml", temp, backends.variables()).start()) {
      append(collector.nodeLog("node-a.jsonl"), line("node-a", "stored 3 triples"));
      append(collector.nodeLog("node-b.jsonl"), line("node-b", "stored 4 triples"));
      await().atMost(Duration.ofSeconds(10)).until(() -> far.logs().count() == 2);

      assertThat(far.resourceLogs().map(LogFilesIT::identity))
          .containsExactlyInAnyOrder(
              "service.name=telltale node-a", "service.name=telltale node-b");
      LogRecord record =
          far.logs()
              .filter(log -> log.getBody().getStringValue().equals("stored 3 triples"))
              .findFirst()
              .orElseThrow();
      assertThat(HexFormat.of().formatHex(record.getTraceId().toByteArray())).isEqualTo(TRACE_ID);
      assertThat(HexFormat.of().formatHex(record.getSpanId().toByteArray()))
          .isEqualTo("eee19b7ec3c1b174");
      assertThat(record.getFlags()).isEqualTo(1);
      assertThat(record.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
      assertThat(record.getTimeUnixNano()).isEqualTo(WRITTEN.toEpochMilli() * 1_000_000);
      assertThat(record.getAttributesList().stream().map(KeyValue::getKey))
          .containsExactlyInAnyOrder(
              "logger_name", "thread_name", "operation_id", "command", "ual", "peers");
    }
  }

  @Test
  void afterARenameAndARestartEveryLineComesOutOnce() throws Exception {
    Backends backends = Backends.onFreePorts();
    OurCollector collector = OurCollector.on("local.yaml", temp, backends.variables());
    Path file = collector.nodeLog("node-a.jsonl");
    try (FarSide far = backends.start()) {
      append(file, line("node-a", "1 before the Collector started"));
      try (OurCollector first = collector.start()) {
        await().atMost(Duration.ofSeconds(10)).until(() -> far.logs().count() == 1);
        append(file, line("node-a", "2 before the rename"));
        Files.move(file, first.nodeLog("node-a.jsonl.2026-11-21T09-00-00Z"));
        append(file, line("node-a", "3 after the rename"));
        await().atMost(Duration.ofSeconds(10)).until(() -> far.logs().count() == 3);
      }
      append(file, line("node-a", "4 while the Collector was down"));
      Files.move(file, collector.nodeLog("node-a.jsonl.2026-11-21T10-00-00Z"));
      append(file, line("node-a", "5 in the next file"));
      try (OurCollector second = collector.start()) {
        append(file, line("node-a", "6 after the restart"));
        await().atMost(Duration.ofSeconds(10)).until(() -> far.logs().count() >= 6);

        assertThat(far.logs().map(log -> log.getBody().getStringValue().substring(0, 1)))
            .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
        assertThat(second.process().alive()).isTrue();
      }
    }
  }

  @Test
  void linesWithoutTraceAndLinesThatAreNoJsonComeOutToo() throws Exception {
    Backends backends = Backends.onFreePorts();
    try (FarSide far = backends.start();
        OurCollector collector =
            OurCollector.on("local.yaml", temp, backends.variables()).start()) {
      append(
          collector.nodeLog("node-a.jsonl"),
          """
          {"@timestamp":"2026-11-21T10:00:00+01:00","level":"INFO","message":"started","service.name":"telltale","service.instance.id":"node-a"}
          Exception in thread "main" java.lang.OutOfMemoryError
          """);
      await().atMost(Duration.ofSeconds(10)).until(() -> far.logs().count() == 2);

      assertThat(far.logs().map(log -> log.getBody().getStringValue()))
          .containsExactlyInAnyOrder(
              "started", "Exception in thread \"main\" java.lang.OutOfMemoryError");
      assertThat(Files.readString(collector.log())).doesNotContain("\terror\t");
    }
  }

  private static String identity(ResourceLogs of) {
    List<KeyValue> attributes = of.getResource().getAttributesList();
    return attributes.stream()
        .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
        .map(
            attribute ->
                attribute.getKey().replace("service.instance.id", "")
                    + "="
                    + attribute.getValue().getStringValue())
        .reduce((a, b) -> a + " " + b.substring(1))
        .orElse("none");
  }

  private static String line(String node, String message) {
    return """
        {"@timestamp":"%s","@version":"1","message":"%s","logger_name":"dev.telltale.node","thread_name":"main","level":"WARN","level_value":30000,"service.name":"telltale","service.instance.id":"%s","trace_id":"%s","span_id":"eee19b7ec3c1b174","trace_flags":"01","operation_id":"op-1","command":"publish_collection","ual":"did:dkg:local:1/0xab/7","peers":2}
        """
        .formatted(WRITTEN, message, node, TRACE_ID);
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
