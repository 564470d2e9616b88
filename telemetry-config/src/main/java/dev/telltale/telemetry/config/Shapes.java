package dev.telltale.telemetry.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shapes of values that are not addresses. */
final class Shapes {
  private static final int MAX_TEXT = 1024;
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

  static final Shape<Boolean> BOOL = new BoolShape();

  static final Shape<String> STRING =
      new TextShape<>(
          "a string of 1 to " + MAX_TEXT + " characters without line breaks",
          (text, directory) -> isPlain(text) ? text : null,
          text -> text);

  static final Shape<Path> PATH = new PathShape();

  private Shapes() {}

  static boolean isPlain(String text) {
    return !text.isBlank() && text.length() <= MAX_TEXT && !CONTROL.matcher(text).find();
  }

  static Shape<String> matching(String expected, Pattern pattern) {
    return new TextShape<>(
        expected,
        (text, directory) -> isPlain(text) && pattern.matcher(text).matches() ? text : null,
        text -> text);
  }

  static Shape<Duration> duration(Duration longest) {
    String expected =
        "a duration such as \"250ms\", \"10s\" or \"5m\", at most \"" + written(longest) + "\"";
    return new TextShape<>(expected, (text, directory) -> positive(text, longest), Shapes::written);
  }

  private static @Nullable Duration positive(String text, Duration longest) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
    return duration.isZero() || duration.compareTo(longest) > 0 ? null : duration;
  }

  private static ChronoUnit unit(String unit) {
    return switch (unit) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }

  /** In the largest unit that needs no fraction. */
  static String written(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 != 0 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** One of an enum's values by its label; another text is answered with the nearest one. */
  static <E extends Enum<E>> Shape<E> oneOf(Class<E> type, Function<E, String> label) {
    List<E> values = Arrays.asList(type.getEnumConstants());
    List<String> labels = values.stream().map(label).toList();
    String expected = alternatives(labels);
    return new TextShape<>(
        expected,
        (text, directory) -> {
          for (E value : values) {
            if (label.apply(value).equals(text)) {
              return value;
            }
          }
          String meant = NearestName.of(text, labels);
          throw new WrongValue(
              expected,
              Found.text(text) + (meant == null ? "" : "; did you mean \"" + meant + "\"?"));
        },
        label,
        true);
  }

  private static String alternatives(List<String> labels) {
    String all =
        labels.stream().map(label -> "\"" + label + "\"").collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or" + all.substring(last + 1);
  }

  private static final class BoolShape implements Shape<Boolean> {
    @Override
    public Boolean read(Object raw, Path directory) {
      if (raw instanceof Boolean value) {
        return value;
      }
      throw new WrongValue("true or false", Found.of(raw));
    }

    @Override
    public Object typed(String text) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> text;
      };
    }

    @Override
    public Object exported(String text) {
      return typed(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toml(Boolean value) {
      return value.toString();
    }
  }

  private static final class PathShape implements Shape<Path> {
    private static final String EXPECTED = "a path";

    @Override
    public Path read(Object raw, Path directory) {
      if (raw instanceof String text && !text.isBlank() && !CONTROL.matcher(text).find()) {
        try {
          return settled(Path.of(text), directory);
        } catch (InvalidPathException e) {
          throw new WrongValue(EXPECTED, Found.of(raw));
        }
      }
      throw new WrongValue(EXPECTED, Found.of(raw));
    }

    @Override
    public Object typed(String text) {
      return STRING.typed(text);
    }

    @Override
    public String toml(Path value) {
      return Found.quoted(value.toString());
    }

    @Override
    public Path settled(Path fallback, Path directory) {
      return directory.resolve(fallback).normalize();
    }
  }
}
