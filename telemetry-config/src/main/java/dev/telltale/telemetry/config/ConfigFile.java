package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tomlj.TomlTable;

/**
 * A TOML file, what the environment and the command line say instead of it, and everything that is
 * wrong with them.
 *
 * <p>Ask every section for its keys, then call {@link #done}: a wrong value is a problem and its
 * default goes on, so that all problems are told at once; a key nobody asked for is one too. Later
 * wins: file, environment, command line. For one thread.
 *
 * <pre>{@code
 * ConfigFile file = ConfigFile.read(Path.of("config.toml"), System.getenv(), sets);
 * HostPort api = file.section("http_api").get(BIND_ADDRESS);
 * TelemetryConfig telemetry = file.telemetry();
 * file.done();
 * }</pre>
 */
public final class ConfigFile {
  private final Origin origin;
  private final Path directory;
  private final TomlTable root;
  private final Environment environment;
  private final List<SetOption> sets;
  private final Problems problems;
  private final Vocabulary vocabulary = new Vocabulary();
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigFile(
      Path file, TomlTable root, Environment environment, List<SetOption> sets, Problems problems) {
    this.origin = Origin.file(TomlText.name(file), 0, 0);
    this.directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
    this.root = root;
    this.environment = environment;
    this.sets = sets;
    this.problems = problems;
  }

  /** With this process's environment. */
  public static ConfigFile read(Path file) throws ConfigException {
    return read(file, System.getenv(), List.of());
  }

  /**
   * Reads the file and keeps what overrides it.
   *
   * @param environment by name; {@code OTEL_*} and what a key names with {@link Key#env}
   * @param sets {@code key=value}, as after {@code --set}
   * @throws ConfigException when the file cannot be read or is not TOML, with every syntax error
   */
  public static ConfigFile read(Path file, Map<String, String> environment, List<String> sets)
      throws ConfigException {
    Objects.requireNonNull(file, "file");
    Problems problems = new Problems();
    TomlTable root = TomlText.read(file, problems);
    List<SetOption> options = new ArrayList<>();
    for (String set : sets) {
      SetOption option = SetOption.parse(set, problems);
      if (option != null) {
        options.add(option);
      }
    }
    // What a broken line hides would look unknown or missing further down.
    problems.throwIfAny();
    return new ConfigFile(file, root, new Environment(environment), options, problems);
  }

  /** The section {@code [name]}, whether it is written or not; {@code a.b} is b in a. */
  public Section section(String name) {
    List<String> path = List.of(name.split("\\.", -1));
    vocabulary.section(path);
    return new Section(this, path);
  }

  /** What {@code [telemetry]} and {@code OTEL_*} say. Call it once, before {@link #done}. */
  public TelemetryConfig telemetry() {
    return telemetry(Path.of("spool"));
  }

  /**
   * As {@link #telemetry()}, for a program that has a folder of its own.
   *
   * @param spoolDir where the spool is when nobody writes where; relative to the file
   */
  public TelemetryConfig telemetry(Path spoolDir) {
    return new TelemetrySections(this).read(spoolDir);
  }

  /** Throws when anything was wrong, or when anything is written that nobody asked for. */
  public void done() throws ConfigException {
    vocabulary.checkAll(this, section -> true);
    problems.throwIfAny();
  }

  /** As {@link #done}, but only {@code [section]} is looked at; the others are someone else's. */
  public void doneWith(String section) throws ConfigException {
    vocabulary.checkAll(this, section::equals);
    problems.throwIfAny();
  }

  /** What is set and has no effect, one sentence each, without values. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Every value that was asked for and where it comes from, as TOML that reads back the same;
   * secrets are masked, and what no file can say is a comment.
   */
  public String show() {
    int width =
        settings.values().stream().mapToInt(setting -> setting.line().length()).max().orElse(0);
    StringBuilder shown = new StringBuilder();
    settings.values().forEach(setting -> shown.append(setting.padded(width)).append('\n'));
    return shown.toString();
  }

  Origin origin() {
    return origin;
  }

  Path directory() {
    return directory;
  }

  TomlTable root() {
    return root;
  }

  Environment environment() {
    return environment;
  }

  List<SetOption> sets() {
    return sets;
  }

  Problems problems() {
    return problems;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  void settled(String path, Setting setting) {
    settings.put(path, setting);
  }

  void warn(String warning) {
    warnings.add(warning);
  }
}
