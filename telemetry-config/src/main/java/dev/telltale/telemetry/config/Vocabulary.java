package dev.telltale.telemetry.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;

/** The sections and keys that someone asked for, and what is answered to one that nobody knows. */
final class Vocabulary {
  private final Map<List<String>, Set<String>> keys = new LinkedHashMap<>();
  private final Set<List<String>> freelyNamed = new LinkedHashSet<>();
  private final Map<List<String>, Replaced> replaced = new HashMap<>();

  /** Says what to write instead of a key that was read once. */
  interface Replaced {
    /**
     * The lines to write.
     *
     * @param raw its value in the file, or a String from the command line
     */
    String by(Object raw, boolean onCommandLine);
  }

  /** A path as a person writes it, on one line and not endless. */
  static String shown(List<String> path) {
    return Found.shortened(Toml.joinKeyPath(path));
  }

  void section(List<String> path) {
    keys.computeIfAbsent(path, unknown -> new LinkedHashSet<>());
  }

  void key(List<String> section, String name) {
    keys.computeIfAbsent(section, unknown -> new LinkedHashSet<>()).add(name);
  }

  /** A section whose keys the operator names; it is checked where it is read. */
  void freelyNamed(List<String> section) {
    section(section);
    freelyNamed.add(section);
  }

  void replaced(List<String> key, Replaced by) {
    replaced.put(key, by);
  }

  /** Notes everything in the file and on the command line that is not known. */
  void checkAll(ConfigFile file, Predicate<String> topLevel) {
    new UnknownKeys(file, this, topLevel).check();
  }

  boolean isKey(List<String> path) {
    List<String> section = path.subList(0, path.size() - 1);
    return keys.getOrDefault(section, Set.of()).contains(path.get(path.size() - 1));
  }

  boolean isFreelyNamed(List<String> section) {
    return freelyNamed.contains(section);
  }

  /** Whether it is a section, or has one in it. */
  boolean isSection(List<String> path) {
    return keys.keySet().stream()
        .anyMatch(
            known -> known.size() >= path.size() && known.subList(0, path.size()).equals(path));
  }

  @Nullable Replaced replacement(List<String> path) {
    return replaced.get(path);
  }

  /** What to say of a key or section that nobody asked for. */
  String unknown(List<String> path, boolean section) {
    String name = path.get(path.size() - 1);
    List<String> parent = path.subList(0, path.size() - 1);
    if (section && !sectionsIn(parent).isEmpty()) {
      String meant = NearestName.of(name, sectionsIn(parent));
      List<String> whole = new ArrayList<>(parent);
      whole.add(meant == null ? name : meant);
      return "unknown section; "
          + (meant == null ? "known: " + all() : "did you mean [" + shown(whole) + "]?");
    }
    String nearest = NearestName.of(name, keys.getOrDefault(parent, Set.of()));
    if (nearest != null) {
      return "unknown key; did you mean " + nearest + "?";
    }
    String elsewhere =
        keys.entrySet().stream()
            .filter(known -> known.getValue().contains(name))
            .map(known -> "; " + name + " is a key of [" + shown(known.getKey()) + "]")
            .findFirst()
            .orElse("");
    return "unknown key; known: " + knownIn(parent) + elsewhere;
  }

  private String knownIn(List<String> parent) {
    Set<String> names = keys.getOrDefault(parent, Set.of());
    return names.isEmpty() ? all() : String.join(", ", names);
  }

  private Set<String> sectionsIn(List<String> parent) {
    Set<String> names = new LinkedHashSet<>();
    for (List<String> section : keys.keySet()) {
      if (section.size() > parent.size() && section.subList(0, parent.size()).equals(parent)) {
        names.add(section.get(parent.size()));
      }
    }
    return names;
  }

  private String all() {
    List<String> sections = keys.keySet().stream().map(path -> "[" + shown(path) + "]").toList();
    return String.join(", ", sections);
  }
}
