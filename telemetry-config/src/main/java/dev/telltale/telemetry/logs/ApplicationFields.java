package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What an application adds to a line: MDC entries, then key-values; the one nearer to the log
 * statement wins.
 */
final class ApplicationFields {
  private static final int ALL = 16 * 1024;
  private static final int ONE = 8 * 1024;
  private static final int NAME = 256;
  private static final int SYNTAX = 6; // "":"",

  /** What they can't be called: names of ours, and those that the Collector takes away. */
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

  private final FieldWriter to;
  private final List<String> written;
  private int room = ALL;
  private boolean truncated;

  private ApplicationFields(FieldWriter to, int given) {
    this.to = to;
    this.written = new ArrayList<>(given);
  }

  /** Whether anything was left out or cut. */
  static boolean write(ILoggingEvent event, FieldWriter to) {
    Map<String, String> mdc = event.getMDCPropertyMap();
    List<KeyValuePair> pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    if (mdc.isEmpty() && pairs.isEmpty()) {
      return false;
    }
    ApplicationFields fields = new ApplicationFields(to, mdc.size() + pairs.size());
    for (Map.Entry<String, String> entry : mdc.entrySet()) {
      int pair = last(pairs, entry.getKey());
      Object value = pair < 0 ? entry.getValue() : pairs.get(pair).value;
      if (!fields.write(entry.getKey(), value)) {
        return true;
      }
    }
    for (int i = 0; i < pairs.size(); i++) {
      String name = name(pairs.get(i));
      boolean isNew = first(pairs, name) == i && !mdc.containsKey(name);
      if (isNew && !fields.write(name, pairs.get(last(pairs, name)).value)) {
        return true;
      }
    }
    return fields.truncated;
  }

  /** False, with nothing written, when there is no room left: then nothing fits any more. */
  private boolean write(String given, @Nullable Object value) {
    String name = free(fit(given, NAME));
    room -= Utf8.jsonBytes(name) + SYNTAX;
    if (room <= 0) {
      return false;
    }
    written.add(name);
    if (value instanceof Boolean flag) {
      room -= flag.toString().length();
      to.flag(name, flag);
    } else if (value instanceof Number number && isWhole(number)) {
      room -= number.toString().length();
      to.integer(name, number.longValue());
    } else if (value instanceof Number number && isFinite(number)) {
      room -= number.toString().length();
      to.fraction(name, number);
    } else {
      String text = fit(text(value), Math.min(ONE, room));
      room -= Utf8.jsonBytes(text);
      to.text(name, text);
    }
    return true;
  }

  private static boolean isWhole(Number value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }

  private static boolean isFinite(Number value) {
    return (value instanceof Double d && Double.isFinite(d))
        || (value instanceof Float f && Float.isFinite(f));
  }

  /** No object is looked into. */
  private static String text(@Nullable Object value) {
    try {
      return Objects.requireNonNullElse(String.valueOf(value), "null"); // which toString() may be
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return "toString() threw " + e.getClass().getName();
    }
  }

  private String free(String name) {
    String free = name.isEmpty() || RESERVED.contains(name) ? name + "_" : name;
    while (written.contains(free)) {
      free += "_";
    }
    return free;
  }

  private String fit(String text, int room) {
    String fitting = Utf8.fit(text, room);
    truncated |= fitting.length() < text.length();
    return fitting;
  }

  private static String name(KeyValuePair pair) {
    return String.valueOf(pair.key);
  }

  private static int first(List<KeyValuePair> pairs, String name) {
    int at = 0;
    while (!name(pairs.get(at)).equals(name)) {
      at++;
    }
    return at;
  }

  /** -1 when there is none of that name. */
  private static int last(List<KeyValuePair> pairs, String name) {
    int at = pairs.size() - 1;
    while (at >= 0 && !name(pairs.get(at)).equals(name)) {
      at--;
    }
    return at;
  }
}
