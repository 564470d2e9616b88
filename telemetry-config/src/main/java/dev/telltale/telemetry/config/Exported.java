package dev.telltale.telemetry.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code OTEL_*} variables that are written otherwise than the key they stand for. */
final class Exported {
  static final String RESOURCE_ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

  private static final Shape<Integer> MILLISECONDS =
      NumberShape.whole("a whole number of milliseconds", 1, 600_000);
  private static final Shape<Integer> PORT = NumberShape.whole("a port", 0, 65535);

  private Exported() {}

  static Duration milliseconds(String text, @Nullable Duration lower, Path directory) {
    return Duration.ofMillis(MILLISECONDS.read(MILLISECONDS.typed(text), directory));
  }

  static HostPort host(String text, @Nullable HostPort lower, Path directory) {
    String host =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!AddressShapes.isHost(host)) {
      throw new WrongValue("a host name or address", Found.text(text));
    }
    return new HostPort(host, Objects.requireNonNull(lower).port());
  }

  static HostPort port(String text, @Nullable HostPort lower, Path directory) {
    int port = PORT.read(PORT.typed(text), directory);
    return new HostPort(Objects.requireNonNull(lower).host(), port);
  }

  static Headers headers(String text, @Nullable Headers lower, Path directory) {
    Map<String, String> headers = new LinkedHashMap<>();
    int[] number = {0};
    pairs(text)
        .forEach(
            (name, value) -> {
              String item = "header " + ++number[0];
              try {
                Headers.put(headers, item, name, value);
              } catch (IllegalArgumentException e) {
                throw WrongValue.saying(String.valueOf(e.getMessage()));
              }
            });
    return new Headers(headers);
  }

  /** Turns metrics off where no exporter is named, and never on. */
  static @Nullable Boolean metricsEnabled(String text, @Nullable Boolean lower, Path directory) {
    return metricExporters(text).contains("none") ? false : null;
  }

  /** Turns the push of metrics off where another exporter is named, and never on. */
  static @Nullable Boolean metricsPushed(String text, @Nullable Boolean lower, Path directory) {
    return metricExporters(text).contains("otlp") ? null : false;
  }

  private static Set<String> metricExporters(String text) {
    Set<String> named = new HashSet<>();
    for (String name : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      named.add(name.strip());
    }
    Set<String> others = new HashSet<>(named);
    others.removeAll(Set.of("none", "otlp", "prometheus"));
    if (!others.isEmpty() || (named.contains("none") && named.size() > 1)) {
      throw new WrongValue("none, otlp, prometheus or otlp,prometheus", Found.text(text));
    }
    return named;
  }

  /** The service's name among resource attributes; where these are wrong, others say so. */
  static @Nullable String serviceName(String text, @Nullable String lower, Path directory) {
    try {
      String name = pairs(text).get("service.name");
      return name != null && Shapes.isPlain(name) ? name : null;
    } catch (WrongValue e) {
      return null;
    }
  }

  /**
   * {@code name=value,name=value} with percent encoding in values, as OpenTelemetry writes it.
   *
   * @throws WrongValue never showing a value
   */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    int item = 0;
    for (String pair : text.split(",", -1)) {
      item++;
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0 || pair.substring(0, equals).isBlank()) {
        throw new WrongValue("name=value,name=value", "no name and = in item " + item);
      }
      pairs.put(
          pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip(), item));
    }
    return pairs;
  }

  private static String decoded(String value, int item) {
    try {
      // In a form + is a space, here it is a plus.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new WrongValue("%xx where a value has a %", "another % in item " + item);
    }
  }
}
