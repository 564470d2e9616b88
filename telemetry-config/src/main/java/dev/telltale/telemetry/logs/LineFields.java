package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The fields of one log line, in the order they are written: each name once, all of them together
 * never larger than a line may be.
 */
final class LineFields {
  /** 64 KiB, the largest line that is written, with its line feed. */
  static final int LINE = 64 * 1024;

  private static final int MESSAGE = 24 * 1024;
  private static final int EXCEPTION_MESSAGE = 4 * 1024;
  private static final int STACK_TRACE = 16 * 1024;
  private static final int FIELDS = 16 * 1024;
  private static final int ONE_FIELD = 8 * 1024;
  private static final int NAME = 256;
  private static final int SYNTAX_OF_A_FIELD = 6; // "":"",

  /** Of fixed width, so that lines also sort as text. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * What a key-value or MDC entry of an application can't be called: names of ours, and those that
   * the Collector takes away.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "@timestamp",
          "@version",
          "level",
          "level_value",
          "message",
          "logger_name",
          "thread_name",
          "service.name",
          "service.instance.id",
          "trace_id",
          "span_id",
          "trace_flags",
          "exception.type",
          "exception.message",
          "exception.stacktrace",
          "truncated");

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private boolean truncated;

  private LineFields() {}

  static Map<String, Object> of(ILoggingEvent event, String serviceName, String instanceId) {
    LineFields line = new LineFields();
    line.fields.put("@timestamp", TIMESTAMP.format(event.getInstant()));
    line.fields.put("level", event.getLevel().toString());
    line.text("message", String.valueOf(event.getFormattedMessage()), MESSAGE);
    line.text("logger_name", event.getLoggerName(), NAME);
    line.text("thread_name", event.getThreadName(), NAME);
    line.text("service.name", serviceName, NAME);
    line.text("service.instance.id", instanceId, NAME);
    line.trace(Span.current().getSpanContext());
    line.ofApplication(event);
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.exception(thrown);
    }
    if (line.truncated) {
      line.fields.put("truncated", true);
    }
    return line.fields;
  }

  private void trace(SpanContext span) {
    if (span.isValid()) {
      fields.put("trace_id", span.getTraceId());
      fields.put("span_id", span.getSpanId());
      fields.put("trace_flags", span.getTraceFlags().asHex());
    }
  }

  /** Under the names that OpenTelemetry has for them. */
  private void exception(IThrowableProxy thrown) {
    text("exception.type", String.valueOf(thrown.getClassName()), NAME);
    String message = thrown.getMessage();
    if (message != null) {
      text("exception.message", message, EXCEPTION_MESSAGE);
    }
    text("exception.stacktrace", StackTrace.of(thrown), STACK_TRACE);
  }

  /** MDC entries, then key-values: the one nearer to the log statement wins. */
  private void ofApplication(ILoggingEvent event) {
    Map<String, Object> given = new LinkedHashMap<>();
    event.getMDCPropertyMap().forEach((name, value) -> given.put(name, String.valueOf(value)));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> given.put(String.valueOf(pair.key), plain(pair.value)));
    }
    int room = FIELDS;
    for (Map.Entry<String, Object> entry : given.entrySet()) {
      String name = free(fit(entry.getKey(), NAME));
      int ofName = Utf8.jsonBytes(name) + SYNTAX_OF_A_FIELD;
      if (room <= ofName) {
        truncated = true;
        return;
      }
      Object value = entry.getValue();
      if (value instanceof String text) {
        value = fit(text, Math.min(ONE_FIELD, room - ofName));
      }
      fields.put(name, value);
      room -= ofName + Utf8.jsonBytes(value.toString());
    }
  }

  /** Numbers and booleans keep their type. Anything else is text: no object is looked into. */
  private static Object plain(@Nullable Object value) {
    boolean plain =
        value instanceof Long
            || value instanceof Integer
            || value instanceof Short
            || value instanceof Byte
            || value instanceof Boolean
            || (value instanceof Double d && Double.isFinite(d))
            || (value instanceof Float f && Float.isFinite(f));
    if (plain && value != null) {
      return value;
    }
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      return "toString() threw " + e.getClass().getName();
    }
  }

  private String free(String name) {
    String free = name.isEmpty() || RESERVED.contains(name) ? name + "_" : name;
    while (fields.containsKey(free)) {
      free += "_";
    }
    return free;
  }

  private void text(String name, String value, int room) {
    fields.put(name, fit(value, room));
  }

  private String fit(String text, int room) {
    String fitting = Utf8.fit(text, room);
    truncated |= fitting.length() < text.length();
    return fitting;
  }
}
