package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/** A list; on a command line also its elements with commas between them. */
record ListShape<T>(Shape<T> element, String expected) implements Shape<List<T>> {
  @Override
  public List<T> read(Object raw, Path directory) {
    if (raw instanceof TomlArray array) {
      List<T> values = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        try {
          values.add(element.read(array.get(i), directory));
        } catch (WrongValue e) {
          throw e.at(array.inputPositionOf(i));
        }
      }
      return List.copyOf(values);
    }
    if (raw instanceof Typed typed) {
      return typed.texts().stream()
          .map(text -> element.read(element.typed(text), directory))
          .toList();
    }
    throw new WrongValue(expected, Found.of(raw));
  }

  private record Typed(List<String> texts) {}

  @Override
  public Object typed(String text) {
    if (text.startsWith("[")) {
      TomlParseResult parsed = Toml.parse("value = " + text);
      boolean one = !parsed.hasErrors() && parsed.size() == 1;
      return one && parsed.get("value") instanceof TomlArray array ? array : text;
    }
    return new Typed(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList());
  }

  @Override
  public String toml(List<T> value) {
    return value.stream().map(element::toml).collect(Collectors.joining(", ", "[", "]"));
  }
}
