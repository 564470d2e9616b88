package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/**
 * The fields of one log line beside its time and level, in the order they are written: each name
 * once, all of them together never larger than a line may be.
 */
final class LineFields {
  /** 64 KiB, the largest line that is written, with its line feed. */
  static final int LINE = 64 * 1024;

  private static final int MESSAGE = 24 * 1024;
  private static final int EXCEPTION_MESSAGE = 4 * 1024;
  private static final int STACK_TRACE = 16 * 1024;
  private static final int NAME = 256;

  private final FieldWriter to;
  private boolean truncated;

  private LineFields(FieldWriter to) {
    this.to = to;
  }

  static void write(ILoggingEvent event, String serviceName, String instanceId, FieldWriter to) {
    LineFields line = new LineFields(to);
    line.text("message", String.valueOf(event.getFormattedMessage()), MESSAGE);
    line.text("logger_name", event.getLoggerName(), NAME);
    line.text("thread_name", event.getThreadName(), NAME);
    line.text("service.name", serviceName, NAME);
    line.text("service.instance.id", instanceId, NAME);
    line.trace(Span.current().getSpanContext());
    line.truncated |= ApplicationFields.write(event, to);
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.exception(thrown);
    }
    if (line.truncated) {
      to.flag("truncated", true);
    }
  }

  private void trace(SpanContext span) {
    if (span.isValid()) {
      to.text("trace_id", span.getTraceId());
      to.text("span_id", span.getSpanId());
      to.text("trace_flags", span.getTraceFlags().asHex());
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

  private void text(String name, String value, int room) {
    String fitting = Utf8.fit(value, room);
    truncated |= fitting.length() < value.length();
    to.text(name, fitting);
  }
}
