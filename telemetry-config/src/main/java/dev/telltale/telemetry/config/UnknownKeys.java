package dev.telltale.telemetry.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tomlj.TomlTable;

/** Walks through a file and a command line for what nobody asked for. */
final class UnknownKeys {
  private final ConfigFile file;
  private final Vocabulary vocabulary;
  private final Predicate<String> topLevel;

  UnknownKeys(ConfigFile file, Vocabulary vocabulary, Predicate<String> topLevel) {
    this.file = file;
    this.vocabulary = vocabulary;
    this.topLevel = topLevel;
  }

  void check() {
    walk(file.root(), List.of());
    for (SetOption set : file.sets()) {
      if (topLevel.test(set.path().get(0))) {
        checkSet(set);
      }
    }
  }

  private void walk(TomlTable table, List<String> section) {
    for (String name : table.keySet()) {
      if (!section.isEmpty() || topLevel.test(name)) {
        List<String> path = new ArrayList<>(section);
        path.add(name);
        checkEntry(table, name, path);
      }
    }
  }

  private void checkEntry(TomlTable table, String name, List<String> path) {
    Object raw = table.get(List.of(name));
    Origin key = file.origin().at(table.inputPositionOf(List.of(name)));
    Vocabulary.Replaced replaced = vocabulary.replacement(path);
    if (vocabulary.isSection(path)) {
      if (!(raw instanceof TomlTable inner)) {
        Origin value = file.origin().at(table.entry(List.of(name)).value().position());
        String what = "expected a section, found " + Found.of(raw);
        file.problems().add(value, Vocabulary.shown(path), what);
      } else if (!vocabulary.isFreelyNamed(path)) {
        walk(inner, path);
      }
    } else if (replaced != null) {
      file.problems().add(key, Vocabulary.shown(path), replaced.by(raw, false));
    } else if (!vocabulary.isKey(path)) {
      String what = vocabulary.unknown(path, raw instanceof TomlTable);
      file.problems().add(key, Vocabulary.shown(path), what);
    }
  }

  private void checkSet(SetOption set) {
    List<String> path = set.path();
    Vocabulary.Replaced replaced = vocabulary.replacement(path);
    String what = null;
    if (replaced != null) {
      what = replaced.by(set.text(), true);
    } else if (vocabulary.isSection(path)) {
      what = "expected a key, found a section";
    } else if (!vocabulary.isKey(path) && !inFreelyNamed(path)) {
      what = vocabulary.unknown(path, false);
    }
    if (what != null) {
      file.problems().add(Origin.COMMAND_LINE, Vocabulary.shown(path), what);
    }
  }

  private boolean inFreelyNamed(List<String> path) {
    for (int length = 1; length < path.size(); length++) {
      if (vocabulary.isFreelyNamed(path.subList(0, length))) {
        return true;
      }
    }
    return false;
  }
}
