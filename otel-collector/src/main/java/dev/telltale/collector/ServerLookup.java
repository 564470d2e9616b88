package dev.telltale.collector;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds server programs: the operator's variable, then the cache, then the PATH. A program that is
 * too old, or only has the name of the wanted one, is passed over with a sentence.
 */
public final class ServerLookup {
  private final Map<String, String> environment;
  private final ServerCache cache;
  private final Consumer<String> passedOver;

  /**
   * A lookup on this machine.
   *
   * @param environment holds the variables of {@link ServerProgram#variable()} and PATH
   * @param passedOver told about each program that was looked at and not taken
   */
  public ServerLookup(
      Map<String, String> environment, ServerCache cache, Consumer<String> passedOver) {
    this.environment = environment;
    this.cache = cache;
    this.passedOver = passedOver;
  }

  /**
   * The first program that will do.
   *
   * @param cached the names in the cache to look for (under its folder), the best first
   * @throws IOException when the operator's variable names something that cannot be used
   */
  public Optional<ServerBinary> find(ServerProgram program, List<String> cached)
      throws IOException {
    String own = environment.getOrDefault(program.variable(), "");
    if (!own.isBlank()) {
      return Optional.of(ownBinary(program, Path.of(own)));
    }
    for (String name : cached) {
      Optional<ServerBinary> found = candidate(program, cache.dir().resolve(name), "cache");
      if (found.isPresent()) {
        return found;
      }
    }
    for (String folder :
        environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
      for (String fileName : program.fileNames()) {
        Optional<ServerBinary> found =
            folder.isEmpty()
                ? Optional.empty()
                : candidate(program, Path.of(folder, fileName), "PATH");
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private ServerBinary ownBinary(ServerProgram program, Path path) throws IOException {
    Check check = check(program, path);
    if (check.version().isEmpty()) {
      throw new IOException(program.variable() + ": " + check.complaint());
    }
    return new ServerBinary(program.name(), path, check.version().get(), program.variable());
  }

  private Optional<ServerBinary> candidate(ServerProgram program, Path path, String origin) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    Check check = check(program, path);
    if (check.version().isEmpty()) {
      passedOver.accept(check.complaint());
    }
    return check.version().map(version -> new ServerBinary(program.name(), path, version, origin));
  }

  /** Either a version that will do, or what is wrong with the program. */
  private record Check(Optional<ServerVersion> version, String complaint) {}

  private static Check check(ServerProgram program, Path path) {
    String wanted =
        path + ": expected " + program.name() + " " + program.atLeast() + " or newer, found ";
    if (!Files.isExecutable(path)) {
      return new Check(
          Optional.empty(),
          wanted + (Files.exists(path) ? "a file that is not executable" : "no file"));
    }
    String printed = VersionQuestion.ask(path);
    Optional<ServerVersion> version = versionIn(printed, program.versionWords());
    if (version.isEmpty()) {
      return new Check(Optional.empty(), wanted + "another program of that name");
    }
    if (version.get().compareTo(program.atLeast()) < 0) {
      return new Check(Optional.empty(), wanted + version.get());
    }
    return new Check(version, "");
  }

  private static Optional<ServerVersion> versionIn(String printed, List<String> words) {
    for (String before : words) {
      int at = printed.indexOf(before);
      if (at >= 0) {
        return Optional.ofNullable(ServerVersion.read(printed.substring(at + before.length())));
      }
    }
    return Optional.empty();
  }
}
