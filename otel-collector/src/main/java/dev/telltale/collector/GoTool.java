package dev.telltale.collector;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The Go compiler of this machine, which builds the servers that come as Go modules. */
public final class GoTool {
  private static final int LINES_KEPT = 15;

  private final Path program;
  private final ServerVersion version;

  private GoTool(Path program, ServerVersion version) {
    this.program = program;
    this.version = version;
  }

  /** Go from the PATH, else from where its own installer puts it. */
  public static Optional<GoTool> find(Map<String, String> environment) throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (String folder :
        environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
      candidates.add(Path.of(folder, "go"));
    }
    candidates.add(Path.of("/usr/local/go/bin/go"));
    for (Path candidate : candidates) {
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        Optional<ServerVersion> version = versionOf(candidate);
        if (version.isPresent()) {
          return Optional.of(new GoTool(candidate, version.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ServerVersion> versionOf(Path program) throws IOException {
    List<String> printed = new ArrayList<>();
    runProgram(
        program, List.of(program.toString(), "env", "GOVERSION"), Path.of("/"), printed::add);
    return printed.stream()
        .map(line -> Optional.ofNullable(ServerVersion.read(line.replaceFirst("^go", ""))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  public ServerVersion version() {
    return version;
  }

  /**
   * Whether it downloads a newer Go where a go.mod asks for one; Go does unless GOTOOLCHAIN says
   * otherwise.
   */
  public boolean fetchesNewerGo() throws IOException {
    return !ask(program, "GOTOOLCHAIN").contains("local");
  }

  private static List<String> ask(Path program, String setting) throws IOException {
    List<String> printed = new ArrayList<>();
    runProgram(program, List.of(program.toString(), "env", setting), Path.of("/"), printed::add);
    return printed;
  }

  /**
   * Runs {@code go <arguments>} in {@code folder} and hands over each line it prints.
   *
   * @throws IOException with the last lines it printed, when it does not end well
   */
  void run(Path folder, List<String> arguments, Consumer<String> eachLine) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    runProgram(program, command, folder, eachLine);
  }

  /** Runs a program that itself looks for Go, with this Go first on its PATH. */
  void runOther(Path folder, List<String> command) throws IOException {
    runProgram(program, command, folder, line -> {});
  }

  private static void runProgram(
      Path go, List<String> command, Path folder, Consumer<String> eachLine) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // Nothing from the operator's Go settings may change what is built: the pinned checksums
    // decide.
    builder.environment().put("GOFLAGS", "-mod=readonly -buildvcs=false");
    builder.environment().put("GOWORK", "off");
    builder.environment().put("CGO_ENABLED", "0");
    builder
        .environment()
        .merge("PATH", go.getParent() + File.pathSeparator, (path, own) -> own + path);
    Process process = builder.start();
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        eachLine.accept(line);
        last.addLast(line);
        if (last.size() > LINES_KEPT) {
          last.removeFirst();
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            folder
                + ": "
                + String.join(" ", command)
                + ": expected exit code 0, found "
                + code
                + "\n  "
                + String.join("\n  ", last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(String.join(" ", command) + ": interrupted");
    } finally {
      process.destroy();
    }
  }
}
