package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Log lines for people: {@code 09:31:02.123 INFO sync message key=value}, then the stack trace
 * where there is one. The same fields as in JSON, less what a person knows anyway.
 */
final class TextLines extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final ZoneId zone;

  TextLines(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(event.getInstant().atZone(zone)));
    line.append(' ').append(String.format("%-5s", event.getLevel()));
    line.append(' ').append(area(event.getLoggerName()));
    Fields fields = new Fields(line);
    LineFields.write(event, "", "", fields);
    line.append('\n');
    fields.stackTrace.lines().forEach(at -> line.append(frame(at)).append('\n'));
    return line.toString();
  }

  private static final class Fields implements FieldWriter {
    private final StringBuilder line;
    private String gap = "  ";
    private String stackTrace = "";

    Fields(StringBuilder line) {
      this.line = line;
    }

    @Override
    public void text(String name, String value) {
      if (name.equals("message")) {
        line.append("  ").append(escaped(value));
      } else if (name.equals("exception.stacktrace")) {
        stackTrace = value;
      } else if (isShown(name)) {
        show(name, value);
      }
    }

    @Override
    public void integer(String name, long value) {
      show(name, String.valueOf(value));
    }

    @Override
    public void fraction(String name, Number value) {
      show(name, value.toString());
    }

    @Override
    public void flag(String name, boolean value) {
      show(name, String.valueOf(value));
    }

    private void show(String name, String value) {
      line.append(gap).append(escaped(name)).append('=').append(escaped(value));
      gap = " ";
    }
  }

  private static boolean isShown(String field) {
    return switch (field) {
      case "logger_name",
          "thread_name",
          "service.name",
          "service.instance.id",
          "span_id",
          "trace_flags",
          "exception.type",
          "exception.message" ->
          false;
      default -> true;
    };
  }

  private static String frame(String line) {
    return "    " + escaped(line.startsWith("\t") ? "  " + line.substring(1) : line);
  }

  /** {@code dev.telltale.node.sync.SyncTask} is about {@code sync}. */
  private static String area(String loggerName) {
    String[] parts = loggerName.split("\\.", -1);
    String last = parts[parts.length - 1];
    boolean ofClass = parts.length > 1 && !last.isEmpty() && Character.isUpperCase(last.charAt(0));
    return escaped(ofClass ? parts[parts.length - 2] : last);
  }

  /** A message can neither end the line nor command the terminal. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                escaped.append("\\n");
              } else if (c == '\t') {
                escaped.append("\\t");
              } else if (c != '"' && c != '\\' && JsonEscapes.isEscaped(c)) {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
