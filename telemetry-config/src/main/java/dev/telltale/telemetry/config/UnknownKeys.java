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
    for (Entry entry : Entry.all(table, file.origin())) {
      if (!section.isEmpty() || topLevel.test(entry.name())) {
        List<String> path = new ArrayList<>(section);
        path.add(entry.name());
        check(entry, path);
      }
    }
  }

  private void check(Entry entry, List<String> path) {
    Vocabulary.Replaced replaced = vocabulary.replacement(path);
    if (vocabulary.isSection(path)) {
      if (!(entry.raw() instanceof TomlTable inner)) {
        String what = "expected a section, found " + Found.of(entry.raw());
        file.problems().add(entry.value(), Vocabulary.shown(path), what);
      } else if (!vocabulary.isFreelyNamed(path)) {
        walk(inner, path);
      }
    } else if (replaced != null) {
      file.problems().add(entry.key(), Vocabulary.shown(path), replaced.by(entry.raw(), false));
    } else if (!vocabulary.isKey(path)) {
      String what = vocabulary.unknown(path, entry.raw() instanceof TomlTable);
      file.problems().add(entry.key(), Vocabulary.shown(path), what);
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
