package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogLimits;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/**
 * Makes a log record of each event, with what the line of that event says: what became a field of
 * the record is left out of its attributes, as the Collector does with lines that it reads.
 */
final class RecordAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final String SCOPE = "dev.telltale.telemetry.logs";

  /** What is logged while records are sent would be sent, too, and never come to an end. */
  private static final List<String> WHO_SENDS = List.of("io.grpc", "io.opentelemetry", "okhttp3");

  private final SdkLoggerProvider provider;
  private final Logger records;

  RecordAppender(Resource resource, LogRecordProcessor processor) {
    // The line's own limits are in bytes; others on top would make the two differ.
    LogLimits limits = LogLimits.builder().setMaxNumberOfAttributes(LineFields.LINE).build();
    provider =
        SdkLoggerProvider.builder()
            .setResource(resource)
            .setLogLimits(() -> limits)
            .addLogRecordProcessor(processor)
            .build();
    records = provider.get(SCOPE);
  }

  @Override
  public void doAppend(ILoggingEvent event) {
    // Not UnsynchronizedAppenderBase's: it drops what is logged while an event is put into words.
    if (isStarted()) {
      append(event);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (WHO_SENDS.stream().anyMatch(name -> isWithin(event.getLoggerName(), name))) {
      return;
    }
    try {
      record(event).emit();
    } catch (RuntimeException e) { // nothing that is in an event may reach the log statement
      addError("a record that could not be made", e);
    }
  }

  /** The SDK adds the trace of the current span by itself. */
  private LogRecordBuilder record(ILoggingEvent event) {
    LogRecordBuilder record =
        records
            .logRecordBuilder()
            .setTimestamp(event.getInstant())
            .setSeverity(severity(event.getLevel()))
            .setSeverityText(event.getLevel().toString());
    LineFields.write(event, "", "", new Fields(record));
    return record;
  }

  private record Fields(LogRecordBuilder record) implements FieldWriter {
    @Override
    public void text(String name, String value) {
      switch (name) {
        case "message" -> record.setBody(value);
        case "service.name", "service.instance.id", "trace_id", "span_id", "trace_flags" -> {}
        default -> record.setAttribute(name, value);
      }
    }

    @Override
    public void integer(String name, long value) {
      record.setAttribute(name, value);
    }

    @Override
    public void fraction(String name, Number value) {
      record.setAttribute(name, value.doubleValue());
    }

    @Override
    public void flag(String name, boolean value) {
      record.setAttribute(name, value);
    }
  }

  private static Severity severity(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> Severity.ERROR;
      case Level.WARN_INT -> Severity.WARN;
      case Level.DEBUG_INT -> Severity.DEBUG;
      case Level.TRACE_INT -> Severity.TRACE;
      default -> Severity.INFO;
    };
  }

  private static boolean isWithin(String logger, String name) {
    return logger.startsWith(name)
        && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
  }

  /** What is logged from now on makes no record. Whoever owns the processor waits for its end. */
  @Override
  public void stop() {
    super.stop();
    CompletableResultCode unused = provider.shutdown();
  }
}
