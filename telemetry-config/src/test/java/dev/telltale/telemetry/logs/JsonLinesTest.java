package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
  private final LoggerContext context = new LoggerContext();
  private final Encoder<ILoggingEvent> encoder = JsonLines.encoder(context, "shop", "shop-1");

  @Test
  void wholeLine() {
    Map<String, String> mdc = new LinkedHashMap<>();
    mdc.put("basket", "b\t1");
    mdc.put("items", "of the MDC");
    mdc.put("level", "gold");
    LoggingEvent event = event("sold \u0007\u0085é😀", mdc);
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("price", 0.1f),
            new KeyValuePair("items", 2),
            new KeyValuePair("paid", true),
            new KeyValuePair("items", 3L),
            new KeyValuePair("rate", Double.NaN)));
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.fromByte((byte) 3),
            TraceState.getDefault());
    try (Scope ignored = Span.wrap(span).makeCurrent()) {
      assertThat(line(event))
          .isEqualTo(
              "{\"@timestamp\":\"2026-11-21T09:31:02.123456789Z\",\"level\":\"INFO\","
                  + "\"message\":\"sold \\u0007\\u0085é😀\",\"logger_name\":\"Checkout\","
                  + "\"thread_name\":\"main\",\"service.name\":\"shop\","
                  + "\"service.instance.id\":\"shop-1\","
                  + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
                  + "\"span_id\":\"b7ad6b7169203331\",\"trace_flags\":\"03\","
                  + "\"basket\":\"b\\t1\",\"items\":3,\"level_\":\"gold\","
                  + "\"price\":0.10000000149011612,\"paid\":true,\"rate\":\"NaN\"}\n");
    }
  }

  @Test
  void fieldsThatHaveNoRoom_areLeftOut() {
    LoggingEvent event = event("full");
    List<KeyValuePair> pairs = new ArrayList<>();
    IntStream.range(1000, 3000).forEach(i -> pairs.add(new KeyValuePair("k" + i, i)));
    event.setKeyValuePairs(pairs);
    Map<String, Object> line = parsed(event);
    // 16 KiB of fields, each 5 + 4 bytes and 6 for its syntax
    assertThat(line).hasSize(7 + 16 * 1024 / 15 + 1).containsKey("truncated");
    assertThat(line).containsEntry("k1000", 1000).containsEntry("k2091", 2091);
  }

  @Test
  void toStringThatEndsBadly_costsNoLine() {
    assertThat(ofValue(() -> null)).isEqualTo("null");
    assertThat(
            ofValue(
                () -> {
                  throw new IllegalStateException("no");
                }))
        .isEqualTo("toString() threw java.lang.IllegalStateException");
    assertThat(ofValue(JsonLinesTest::endless))
        .isEqualTo("toString() threw java.lang.StackOverflowError");
    assertThat(
            ofValue(
                () -> {
                  throw new NoClassDefFoundError("gone");
                }))
        .isEqualTo("toString() threw java.lang.NoClassDefFoundError");
    assertThat(parsed(event("after them"))).containsEntry("message", "after them").hasSize(7);
  }

  @SuppressWarnings("InfiniteRecursion") // like the toString() of a list that contains itself
  private static String endless() {
    return endless() + "]";
  }

  private Object ofValue(Supplier<String> toString) {
    Object value =
        new Object() {
          @Override
          public String toString() {
            return toString.get();
          }
        };
    LoggingEvent event = event("odd");
    event.setKeyValuePairs(List.of(new KeyValuePair("value", value)));
    Map<String, Object> line = parsed(event);
    assertThat(line).hasSize(8);
    return line.get("value");
  }

  private Map<String, Object> parsed(LoggingEvent event) {
    List<Map<String, Object>> lines = StandardOutput.parse(line(event));
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private String line(LoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  private LoggingEvent event(String message) {
    return event(message, Map.of());
  }

  private LoggingEvent event(String message, Map<String, String> mdc) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("Checkout"), Level.INFO, message, null, null);
    event.setInstant(Instant.parse("2026-11-21T09:31:02.123456789Z"));
    event.setThreadName("main");
    event.setMDCPropertyMap(mdc);
    return event;
  }
}
