package dev.telltale.telemetry.config;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A key and its value as they stand in a file.
 *
 * @param raw as the parser gives it
 * @param key where the key begins
 * @param value where the value begins
 */
record Entry(String name, Object raw, Origin key, Origin value) {
  /** Null when {@code table} has no such key. */
  static @Nullable Entry of(TomlTable table, String name, Origin file) {
    TomlKeyValue entry = table.entry(List.of(name));
    if (entry == null) {
      return null;
    }
    Origin key = file.at(requireNonNull(table.inputPositionOf(List.of(name))));
    // A table that has only a header, [a], is not a value that stands somewhere.
    TomlPosition value = entry.value().position();
    return new Entry(name, entry.value().get(), key, value == null ? key : file.at(value));
  }

  /** In the order of the file. */
  static List<Entry> all(TomlTable table, Origin file) {
    List<Entry> all = new ArrayList<>();
    for (String name : table.keySet()) {
      all.add(requireNonNull(of(table, name, file)));
    }
    return all;
  }
}
