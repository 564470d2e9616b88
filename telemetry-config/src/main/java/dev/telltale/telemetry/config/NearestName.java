package dev.telltale.telemetry.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what someone who mistyped a name probably meant. */
final class NearestName {
  private static final int MAX_LENGTH = 64;

  private NearestName() {}

  /** The nearest of {@code known}, or null when none is near. */
  static @Nullable String of(String written, Collection<String> known) {
    if (written.isEmpty() || written.length() > MAX_LENGTH) {
      return null;
    }
    String nearest = null;
    int least = Math.max(2, written.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(plain(written), plain(name));
      if (distance < least && distance < name.length()) {
        least = distance;
        nearest = name;
      }
    }
    return nearest == null ? longer(written, known) : nearest;
  }

  // endpoint for otlp_endpoint, headers for headers_file
  private static @Nullable String longer(String written, Collection<String> known) {
    if (written.length() < 4) {
      return null;
    }
    String words = "_" + written + "_";
    return known.stream()
        .filter(name -> ("_" + name + "_").contains(words))
        .findFirst()
        .orElse(null);
  }

  // serviceName, service-name and SERVICE_NAME are all meant to be service_name.
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Insertions, deletions and substitutions from one to the other (Levenshtein). */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int substituted =
            previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] =
            Math.min(substituted, 1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
