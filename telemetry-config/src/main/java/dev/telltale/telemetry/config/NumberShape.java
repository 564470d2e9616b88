package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * A number from {@code min} to {@code max}.
 *
 * @param expected what it must look like, after the word "expected"
 */
record NumberShape<T extends Number>(
    String expected, boolean whole, double min, double max, Function<Number, T> as)
    implements Shape<T> {

  static Shape<Integer> whole(String what, int min, int max) {
    return new NumberShape<>(
        what + " from " + min + " to " + max, true, min, max, Number::intValue);
  }

  static Shape<Double> any(double min, double max) {
    String expected = "a number from " + shown(min) + " to " + shown(max);
    return new NumberShape<>(expected, false, min, max, Number::doubleValue);
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? String.valueOf((long) bound)
        : String.valueOf(bound);
  }

  @Override
  public T read(Object raw, Path directory) {
    if (raw instanceof Long || (!whole && raw instanceof Double)) {
      double value = ((Number) raw).doubleValue(); // NaN is in no range
      if (value >= min && value <= max) {
        return as.apply((Number) raw);
      }
    }
    throw new WrongValue(expected, Found.of(raw));
  }

  /** A number where the text is one. */
  @Override
  public Object typed(String text) {
    TomlParseResult parsed = Toml.parse("value = " + text);
    boolean one = !parsed.hasErrors() && parsed.size() == 1;
    return one && parsed.get("value") instanceof Number number ? number : text;
  }

  @Override
  public String toml(T value) {
    return value.toString();
  }
}
