package dev.telltale.telemetry.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** Keeps what is written to standard output until it is closed. */
public final class StandardOutput implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream before = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public StandardOutput() {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  public String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Each line as the JSON that it is. */
  public List<Map<String, Object>> events() {
    return parse(text());
  }

  /** {@code WARN telemetry: …} for each event. */
  public List<String> lines() {
    return events().stream().map(event -> event.get("level") + " " + event.get("message")).toList();
  }

  /** Lines of JSON, each with all its fields; a field that is there twice is an error. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> parse(String lines) {
    return List.of(lines.split("\n", -1)).stream()
        .filter(line -> !line.isEmpty())
        .map(
            line ->
                (Map<String, Object>)
                    JSON.reader()
                        .with(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .forType(Map.class)
                        .readValue(line))
        .toList();
  }

  @Override
  public void close() {
    System.setOut(before);
  }
}
