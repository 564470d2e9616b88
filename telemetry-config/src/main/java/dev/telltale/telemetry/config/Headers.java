package dev.telltale.telemetry.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Headers sent with every export, often a token: {@code toString} shows names and no values.
 *
 * @param values by lower-case name, in the order they were written
 */
public record Headers(Map<String, String> values) {
  public static final Headers NONE = new Headers(Map.of());

  static final int MAX_COUNT = 32;
  static final int MAX_CHARACTERS = 8 * 1024;

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  // gRPC metadata knows no other characters, and a line break would start a header of its own.
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");
  private static final Set<String> SET_BY_THE_EXPORTER =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "grpc-encoding",
          "grpc-timeout",
          "host",
          "te",
          "transfer-encoding",
          "upgrade");

  public Headers {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads {@code name: value} lines; empty lines and lines that start with {@code #} are skipped.
   *
   * @throws IllegalArgumentException saying which line is wrong and why, never with a value
   */
  public static Headers ofLines(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("line " + number + ": expected name: value, found no :");
      }
      put(
          headers,
          "line " + number,
          line.substring(0, colon).strip(),
          line.substring(colon + 1).strip());
    }
    return new Headers(headers);
  }

  /** Adds one header, or says which {@code item} is wrong without showing it. */
  static void put(Map<String, String> headers, String item, String name, String value) {
    String wrong = null;
    if (!NAME.matcher(name).matches()) {
      wrong = "expected a header name of letters, digits and -, found another character or nothing";
    } else if (SET_BY_THE_EXPORTER.contains(name.toLowerCase(Locale.ROOT))) {
      wrong = "expected a header that the exporter does not set itself, found " + name;
    } else if (!VALUE.matcher(value).matches()) {
      wrong = "expected a value of printable ASCII characters, found another character";
    } else if (value.isEmpty()) {
      wrong = "expected a value, found nothing";
    } else if (headers.size() == MAX_COUNT && !headers.containsKey(name.toLowerCase(Locale.ROOT))) {
      wrong = "expected at most " + MAX_COUNT + " headers, found more";
    }
    if (wrong != null) {
      throw new IllegalArgumentException(item + ": " + wrong);
    }
    headers.put(name.toLowerCase(Locale.ROOT), value);
    int characters = headers.entrySet().stream().mapToInt(Headers::characters).sum();
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          item + ": expected at most " + MAX_CHARACTERS + " characters of headers, found more");
    }
  }

  private static int characters(Map.Entry<String, String> header) {
    return header.getKey().length() + header.getValue().length();
  }

  @Override
  public String toString() {
    return String.join(", ", values.keySet().stream().map(name -> name + "=***").toList());
  }
}
