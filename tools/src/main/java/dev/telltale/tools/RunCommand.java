package dev.telltale.tools;

import dev.telltale.node.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code telltale run}: a node, until it is told to stop. */
@Command(
    name = "run",
    description = "Runs a node until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The node's TOML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Wins over the file and the environment; may be given again.")
  private final List<String> sets = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    return Main.run(file, System.getenv(), sets, System.err);
  }
}
