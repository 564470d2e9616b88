package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * A value written as a string.
 *
 * @param expected what it must look like, after the word "expected"
 * @param write the text that reads back as the value
 * @param lowerCaseOnly whether a variable's value is taken in either case, as OpenTelemetry does
 */
record TextShape<T>(
    String expected, Parser<T> parser, Function<T, String> write, boolean lowerCaseOnly)
    implements Shape<T> {

  TextShape(String expected, Parser<T> parser, Function<T, String> write) {
    this(expected, parser, write, false);
  }

  @Override
  public T read(Object raw, Path directory) {
    T value = raw instanceof String text ? parser.parse(text, directory) : null;
    if (value == null) {
      throw new WrongValue(expected, Found.of(raw));
    }
    return value;
  }

  /** As it is, or without its quotes when it is a whole TOML string. */
  @Override
  public Object typed(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      TomlParseResult parsed = Toml.parse("value = " + text);
      if (!parsed.hasErrors()
          && parsed.size() == 1
          && parsed.get("value") instanceof String value) {
        return value;
      }
    }
    return text;
  }

  @Override
  public Object exported(String text) {
    return lowerCaseOnly ? text.toLowerCase(Locale.ROOT) : text;
  }

  @Override
  public String toml(T value) {
    return Found.quoted(write.apply(value));
  }
}
