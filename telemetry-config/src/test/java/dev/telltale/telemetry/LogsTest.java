package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Log lines on standard output. */
class LogsTest {
  private static final Logger log = LoggerFactory.getLogger("dev.telltale.node.sync.SyncTask");

  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    MDC.clear();
    output.close();
  }

  @Test
  void line_carriesIdentityTraceAndFields() {
    Configs configs = Configs.tracesTo(true, URI.create("http://127.0.0.1:1"));
    Telemetry telemetry = configs.start();
    Span span = telemetry.openTelemetry().getTracer("test").spanBuilder("task.sync").startSpan();
    MDC.put("operation_id", "op-1");
    try (Scope ignored = span.makeCurrent()) {
      log.atInfo()
          .addKeyValue("collections", 3)
          .addKeyValue("ratio", 0.5)
          .addKeyValue("complete", true)
          .addKeyValue("peer", URI.create("http://127.0.0.1:9900"))
          .addKeyValue("nothing", (Object) null)
          .log("pass {} ended", 7);
    }
    Map<String, Object> line = output.events().get(0);
    assertThat(line.remove("@timestamp"))
        .asString()
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z");
    assertThat(line)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("level", "INFO"),
                Map.entry("message", "pass 7 ended"),
                Map.entry("logger_name", "dev.telltale.node.sync.SyncTask"),
                Map.entry("thread_name", Thread.currentThread().getName()),
                Map.entry("service.name", "checkout"),
                Map.entry("service.instance.id", "node-1"),
                Map.entry("trace_id", span.getSpanContext().getTraceId()),
                Map.entry("span_id", span.getSpanContext().getSpanId()),
                Map.entry("trace_flags", span.getSpanContext().getTraceFlags().asHex()),
                Map.entry("operation_id", "op-1"),
                Map.entry("collections", 3),
                Map.entry("ratio", 0.5),
                Map.entry("complete", true),
                Map.entry("peer", "http://127.0.0.1:9900"),
                Map.entry("nothing", "null")));
    telemetry.close();
  }

  @Test
  void oneEventIsOneLine_whateverIsInIt() {
    String hostile =
        "a\r\nb\0c\u001b[31md\u0085e\u2028f\u2029g\u009bh\u007fi😀\"\\ \uD83D lone \uDE00\t";
    try (Telemetry telemetry = Configs.off().start()) {
      log.atWarn().addKeyValue(hostile, hostile).setCause(new Hostile(hostile)).log(hostile);
    }
    String text = output.text();
    assertThat(text).endsWith("}\n").doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]");
    assertThat(text.lines()).hasSize(1);
    assertThat(text.split("[\\n\\x85\\u2028\\u2029]", -1)).hasSize(2);
    assertThat(text.getBytes(StandardCharsets.UTF_8))
        .isEqualTo(
            new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8));
    String whole = hostile.replace("\uD83D lone \uDE00", "\uFFFD lone \uFFFD");
    Map<String, Object> line = output.events().get(0);
    assertThat(line).containsEntry("message", whole).containsEntry(whole, whole);
    assertThat(line)
        .containsEntry("exception.type", Hostile.class.getName())
        .containsEntry("exception.message", whole);
    assertThat(line.get("exception.stacktrace").toString())
        .startsWith(Hostile.class.getName() + ": " + whole);
    assertThat(line).doesNotContainKey("truncated");
  }

  @Test
  void reservedNames_neverDouble() {
    try (Telemetry telemetry = Configs.off().start()) {
      MDC.put("trace_id", "mine");
      MDC.put("ual", "of the MDC");
      MDC.put("none", null);
      log.atInfo()
          .addKeyValue("message", "m")
          .addKeyValue("level", 1)
          .addKeyValue("level_value", 2)
          .addKeyValue("exception.type", "none")
          .addKeyValue("truncated", "no")
          .addKeyValue("ual", "of the statement")
          .addKeyValue("n", 1)
          .addKeyValue("n", "x")
          .addKeyValue("", "empty")
          .addKeyValue("message_", "other")
          .log("text");
    }
    Map<String, Object> line = output.events().get(0); // duplicates would not parse
    assertThat(line)
        .containsEntry("message", "text")
        .containsEntry("level", "INFO")
        .containsEntry("message_", "m")
        .containsEntry("message__", "other")
        .containsEntry("level_", 1)
        .containsEntry("level_value_", 2)
        .containsEntry("exception.type_", "none")
        .containsEntry("trace_id_", "mine")
        .containsEntry("truncated_", "no")
        .containsEntry("ual", "of the statement")
        .containsEntry("n", "x")
        .containsEntry("none", "null")
        .containsEntry("_", "empty")
        .doesNotContainKeys("trace_id", "truncated");
  }

  @Test
  void largeEvents_areCutAndSaySo() {
    for (String filling : List.of("x", "\0", "😀", "\"", "\uD83D", "é")) {
      String large = filling.repeat(100_000);
      try (Telemetry telemetry = Configs.off().start()) {
        MDC.put("mdc", large);
        var statement = log.atError().setCause(new Hostile(large));
        for (int i = 0; i < 100; i++) {
          statement = statement.addKeyValue(large.substring(0, 500 + 2 * i) + i, large);
        }
        statement.log(large);
      }
    }
    assertThat(output.events())
        .extracting(line -> line.get("truncated"))
        .hasSize(6)
        .containsOnly(true);
    assertThat(output.text().lines())
        .extracting(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
        .allMatch(bytes -> bytes > 40_000 && bytes <= 64 * 1024);
  }

  @Test
  void stackTrace_hasAnEnd() {
    Exception deep = new IllegalStateException("innermost");
    for (int i = 0; i < 50; i++) {
      deep = new IllegalStateException("level " + i, deep);
    }
    Exception first = new IllegalStateException("circle");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);
    try (Telemetry telemetry = Configs.off().start()) {
      log.error("deep", deep);
      log.error("circle", first);
    }
    String trace = output.events().get(0).get("exception.stacktrace").toString();
    assertThat(trace.lines().filter(line -> line.startsWith("\tat ")).count())
        .isLessThanOrEqualTo(64);
    assertThat(trace.lines().filter(line -> line.startsWith("Caused by: "))).hasSize(7);
    assertThat(output.events().get(1).get("exception.stacktrace").toString())
        .contains("Caused by: java.lang.IllegalStateException: second\n");
  }

  @Test
  void textFormat_isForPeople() {
    Configs configs = Configs.off();
    configs.format = LogFormat.TEXT;
    try (Telemetry telemetry = configs.start()) {
      log.atWarn()
          .addKeyValue("ual", "did:dkg:local:1/0x12/1")
          .addKeyValue("status", "failed")
          .log("pass\nended \u001b[31mred");
      log.error("broken", new IllegalStateException("why\nso"));
    }
    List<String> lines = output.text().lines().toList();
    assertThat(lines.get(0))
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  sync  pass\\\\nended \\\\u001b\\[31mred"
                + "  ual=did:dkg:local:1/0x12/1 status=failed");
    assertThat(lines.get(1)).matches("\\S+ ERROR sync  broken");
    assertThat(lines.get(2)).isEqualTo("    java.lang.IllegalStateException: why");
    assertThat(lines.get(4)).startsWith("      at dev.telltale.telemetry.LogsTest.textFormat");
  }

  @Test
  void javaUtilLogging_comesOutInTheSameWay() {
    try (Telemetry telemetry = Configs.off().start()) {
      java.util.logging.Logger.getLogger("some.library").warning("from a library");
      java.util.logging.Logger.getLogger("io.opentelemetry.sdk.other")
          .log(java.util.logging.Level.SEVERE, "SDK trouble", new IllegalStateException("why"));
      java.util.logging.Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter")
          .log(java.util.logging.Level.SEVERE, "each batch", new IllegalStateException("why"));
    }
    assertThat(output.lines())
        .containsExactly(
            "WARN from a library", "ERROR SDK trouble: java.lang.IllegalStateException: why");
    assertThat(output.events().get(1)).doesNotContainKey("exception.stacktrace");
  }

  @Test
  void level_decidesForAllButNoisyLibraries() {
    Configs configs = Configs.off();
    configs.level = LogLevel.DEBUG;
    try (Telemetry telemetry = configs.start()) {
      log.debug("shown");
      log.trace("not shown");
      java.util.logging.Logger.getLogger("some.library").fine("shown too");
      LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("not shown");
    }
    assertThat(output.lines()).containsExactly("DEBUG shown", "DEBUG shown too");
  }

  @Test
  void afterClose_lastWordsStillComeOut() {
    Configs.off().start().close();
    log.info("stopped");
    assertThat(output.lines()).containsExactly("INFO stopped");
  }

  /** Brings its message to where a stack trace is printed. */
  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;

    Hostile(String message) {
      super(message);
    }
  }
}
