package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.Encoder;
import dev.telltale.telemetry.fuzz.Readable;
import dev.telltale.telemetry.testing.StandardOutput;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/** Whatever is logged is one line of JSON that is not too long and says what was logged. */
public final class JsonLinesFuzz {
  private static final LoggerContext CONTEXT = new LoggerContext();
  private static final Encoder<ILoggingEvent> ENCODER = JsonLines.encoder(CONTEXT, "shop", "1");

  /** Time, level, message, logger, thread, service and instance. */
  private static final int OURS = 7;

  private JsonLinesFuzz() {}

  /** The first byte says how often the rest is repeated, so that short inputs get long too. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int times = (input[0] & 1) == 0 ? 1 : 1 + (input[0] & 0xff) * 8;
    String[] parts = characters(input).split("\n", 6);
    String message = part(parts, 0).repeat(times);
    LoggingEvent event =
        new LoggingEvent("", CONTEXT.getLogger("fuzz"), Level.INFO, message, null, null);
    event.setThreadName(part(parts, 1));
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair(part(parts, 2), part(parts, 3)),
            new KeyValuePair(part(parts, 3), input.length),
            new KeyValuePair(part(parts, 3), part(parts, 2).repeat(times))));
    event.setMDCPropertyMap(Map.of(part(parts, 4), part(parts, 0)));
    if (parts.length > 5) {
      event.setThrowableProxy(new ThrowableProxy(new IllegalStateException(parts[5])));
    }

    String line = new String(ENCODER.encode(event), StandardCharsets.UTF_8);

    Readable.check(line.getBytes(StandardCharsets.UTF_8).length <= LineFields.LINE, "too long");
    Readable.check(line.endsWith("\n"), "no line feed: " + line);
    Readable.check(line.chars().filter(JsonLinesFuzz::endsALine).count() == 1, "lines: " + line);
    Map<String, Object> fields = StandardOutput.parse(line).get(0);
    Readable.check("INFO".equals(fields.get("level")), line);
    Readable.check("shop".equals(fields.get("service.name")), line);
    Set<String> given = new HashSet<>(List.of(part(parts, 2), part(parts, 3), part(parts, 4)));
    int thrown = parts.length > 5 ? 3 : 0; // its type, message and stack trace
    Readable.check(
        fields.containsKey("truncated") || fields.size() == OURS + thrown + given.size(), line);
    String said = (String) fields.get("message");
    Readable.check(
        fields.containsKey("truncated")
            ? whole(message).startsWith(said)
            : whole(message).equals(said),
        "expected " + message + ", found " + said);
  }

  private static boolean endsALine(int character) {
    return character < 0x20
        || (character >= 0x7f && character < 0xa0)
        || character == 0x2028
        || character == 0x2029;
  }

  /** Half of them as UTF-8, half as UTF-16, which may have halves of characters. */
  private static String characters(byte[] input) {
    return (input[0] & 2) == 0
        ? new String(input, 1, input.length - 1, StandardCharsets.UTF_8)
        : utf16(input);
  }

  private static String utf16(byte[] input) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i + 1 < input.length; i += 2) {
      text.append((char) (input[i] << 8 | input[i + 1] & 0xff));
    }
    return text.toString();
  }

  private static String whole(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private static String part(String[] parts, int number) {
    return number < parts.length ? parts[number] : "";
  }
}
