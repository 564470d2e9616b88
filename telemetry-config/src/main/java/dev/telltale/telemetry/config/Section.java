package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One section of a {@link ConfigFile}, written or not: gives the values of keys, and notes what is
 * wrong with them.
 */
public final class Section {
  static final String MASK = "\"***\"";

  private final ConfigFile file;
  private final List<String> path;
  private final Map<String, Origin> origins = new HashMap<>();
  private final Set<String> wrong = new HashSet<>();

  Section(ConfigFile file, List<String> path) {
    this.file = file;
    this.path = path;
  }

  /** The value, or the key's default when none or a wrong one is written. */
  public <T> T get(Key<T> key) {
    return Objects.requireNonNull(
        settle(key, key.fallback()), () -> key.name() + " has no default");
  }

  /** As {@link #get(Key)}, with a default that depends on something else. */
  public <T> T get(Key<T> key, T fallback) {
    return Objects.requireNonNull(settle(key, fallback));
  }

  /** The value of a key without a default; empty when none or a wrong one is written. */
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(settle(key, null));
  }

  /**
   * Notes that a value, right by itself, does not fit the others.
   *
   * @param what {@code expected …, found …}, without a secret
   */
  public void reject(Key<?> key, String what) {
    file.problems().add(origin(key), shown(key.name()), what);
  }

  /**
   * Notes that nothing reads this key as things are.
   *
   * @param what the problem where it is written
   * @param noEffect the warning where only a variable that nothing else reads says it
   */
  void refuse(Key<?> key, String what, String noEffect) {
    warnOfVariables(key, noEffect);
    file.vocabulary().key(path, key.name());
    TomlTable table = table();
    Entry entry = table == null ? null : Entry.of(table, key.name(), file.origin());
    if (entry != null) {
      file.problems().add(entry.key(), shown(key.name()), what);
    }
    if (!setsOf(key).isEmpty()) {
      file.problems().add(Origin.COMMAND_LINE, shown(key.name()), what);
    }
  }

  /** Warns where a variable of this key is set that no other key reads. */
  void warnOfVariables(Key<?> key, String noEffect) {
    unread(key).forEach(variable -> file.warn(variable + ": " + noEffect));
  }

  /** The variables of this key that are set and that nothing has read so far. */
  List<String> unread(Key<?> key) {
    Environment environment = file.environment();
    return key.variables().stream()
        .map(Variable::name)
        .filter(variable -> !environment.isKnown(variable) && environment.get(variable) != null)
        .toList();
  }

  /** Whether anyone wrote the key that was read, right or wrong. */
  boolean isWritten(Key<?> key) {
    return isWrong(key) || origin(key).kind() != Origin.Kind.DEFAULT;
  }

  /** Whether a wrong value of the key that was read was told of. */
  boolean isWrong(Key<?> key) {
    return wrong.contains(key.name());
  }

  /** Whether the value that was read came from the command line, which wins over everything. */
  boolean isFromTheCommandLine(Key<?> key) {
    return origin(key).kind() == Origin.Kind.COMMAND_LINE;
  }

  /** Shows the value that was read as this one. */
  <T> void showAs(Key<T> key, T value) {
    file.settled(written(key.name()), setting(key, value, origin(key)));
  }

  private Origin origin(Key<?> key) {
    return origins.getOrDefault(key.name(), Origin.DEFAULT);
  }

  /** Where a key's value was written, and its name. */
  String where(Key<?> key) {
    return origin(key).where(shown(key.name()));
  }

  ConfigFile file() {
    return file;
  }

  List<String> path() {
    return path;
  }

  /** The section's name and the key's, as a problem names them. */
  String shown(String key) {
    return Vocabulary.shown(inFile(key));
  }

  /** The section's name and the key's, as TOML has them. */
  String written(String key) {
    return Toml.joinKeyPath(inFile(key));
  }

  private List<String> inFile(String key) {
    List<String> whole = new ArrayList<>(path);
    whole.add(key);
    return whole;
  }

  /** What is written here, or null. A section that is no table is told of by {@link Vocabulary}. */
  @Nullable TomlTable table() {
    TomlTable table = file.root();
    for (String part : path) {
      if (!(table.get(List.of(part)) instanceof TomlTable inner)) {
        return null;
      }
      table = inner;
    }
    return table;
  }

  private <T> @Nullable T settle(Key<T> key, @Nullable T fallback) {
    file.vocabulary().key(path, key.name());
    Value<T> value =
        new Value<>(key, fallback == null ? null : key.shape().settled(fallback, file.directory()));
    TomlTable table = table();
    Entry entry = table == null ? null : Entry.of(table, key.name(), file.origin());
    if (entry != null) {
      value.take(entry.value(), () -> key.shape().read(entry.raw(), file.directory()));
    }
    exported(value);
    for (SetOption set : setsOf(key)) {
      Object raw = key.shape().typed(set.text());
      value.take(Origin.COMMAND_LINE, () -> key.shape().read(raw, file.directory()));
    }
    origins.put(key.name(), value.origin);
    file.settled(written(key.name()), setting(key, value.now, value.origin));
    return value.now;
  }

  private List<SetOption> setsOf(Key<?> key) {
    List<String> whole = inFile(key.name());
    return file.sets().stream().filter(set -> set.path().equals(whole)).toList();
  }

  /** A key that only environment variables know. */
  <T> Optional<T> findExported(Key<T> key) {
    Value<T> value = new Value<>(key, null);
    exported(value);
    T now = value.now;
    if (now != null) {
      file.settled(
          written(key.name()), Setting.comment(written(key.name()), now.toString(), value.origin));
    }
    return Optional.ofNullable(now);
  }

  private <T> void exported(Value<T> value) {
    Path workingDirectory = Path.of("").toAbsolutePath();
    for (Variable<T> variable : value.key.variables()) {
      String text = file.environment().get(variable.name());
      if (text != null) {
        Origin origin = Origin.environment(variable.name());
        value.take(origin, () -> variable.reader().read(text, value.now, workingDirectory));
      }
    }
  }

  /** What a key is so far; each that says something right replaces what was said before. */
  private final class Value<T> {
    private final Key<T> key;
    private @Nullable T now;
    private Origin origin = Origin.DEFAULT;

    Value(Key<T> key, @Nullable T now) {
      this.key = key;
      this.now = now;
    }

    /** Reads what stands in one place. */
    interface Reading<T> {
      @Nullable T read();
    }

    void take(Origin from, Reading<T> reading) {
      try {
        T read = reading.read();
        if (read != null) {
          now = read;
          origin = from;
        }
      } catch (WrongValue e) {
        wrong.add(key.name());
        TomlPosition element = e.position();
        boolean inFile = from.kind() == Origin.Kind.FILE && element != null;
        Origin at = inFile ? from.at(Objects.requireNonNull(element)) : from;
        file.problems().add(at, shown(key.name()), e.what(key.isSecret()));
      }
    }
  }

  private <T> Setting setting(Key<T> key, @Nullable T value, Origin from) {
    String name = written(key.name());
    if (value == null) {
      return Setting.comment(name, "not set", from);
    }
    if (key.isSecret()) {
      return Setting.of(name, MASK, from);
    }
    String toml = key.shape().toml(value);
    return key.shape().canBeWritten(value)
        ? Setting.of(name, toml, from)
        : Setting.comment(name, toml, from);
  }
}
