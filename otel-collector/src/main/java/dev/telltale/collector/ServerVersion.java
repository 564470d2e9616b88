package dev.telltale.collector;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of a program, compared number by number; what follows the numbers ("-rc.1") does not
 * count.
 */
public record ServerVersion(List<Integer> numbers) implements Comparable<ServerVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("v?(\\d{1,6}(?:\\.\\d{1,6}){0,3}).*", Pattern.DOTALL);

  /** Reads {@code "3.14.0"}, {@code "v0.159.0"}, {@code "3.1.0-dev"}; null for anything else. */
  public static @Nullable ServerVersion read(String text) {
    Matcher matcher = NUMBERS.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    return new ServerVersion(
        Pattern.compile("\\.").splitAsStream(matcher.group(1)).map(Integer::valueOf).toList());
  }

  /** For versions written in this project's own code. */
  public static ServerVersion of(String text) {
    ServerVersion version = read(text);
    if (version == null) {
      throw new IllegalArgumentException("expected a version like 3.14.0, found " + text);
    }
    return version;
  }

  @Override
  public int compareTo(ServerVersion other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int difference = Integer.compare(at(i), other.at(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private int at(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  @Override
  public String toString() {
    return String.join(".", numbers.stream().map(String::valueOf).toList());
  }
}
