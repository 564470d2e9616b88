package dev.telltale.tools;

import dev.telltale.node.config.NodeConfig;
import dev.telltale.telemetry.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale config}: looks at a node's file without running it. */
@Command(
    name = "config",
    description = "Checks or shows a node's configuration.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Command(
      name = "check",
      description = "Says everything that is wrong; exit code 78 when something is.")
  int check(
      @Parameters(paramLabel = "FILE", description = "The node's TOML file.") Path file,
      @Option(names = "--set", paramLabel = "KEY=VALUE", description = "As of telltale run.")
          List<String> sets) {
    return answer(
        () -> {
          NodeConfig config = NodeConfig.load(file, System.getenv(), given(sets));
          config.telemetry().warnings().forEach(this::err);
          return file + ": right\n";
        });
  }

  @Command(
      name = "show",
      description = "Prints every value and where it comes from, secrets masked.")
  int show(
      @Parameters(paramLabel = "FILE", description = "The node's TOML file.") Path file,
      @Option(names = "--set", paramLabel = "KEY=VALUE", description = "As of telltale run.")
          List<String> sets) {
    return answer(() -> NodeConfig.show(file, System.getenv(), given(sets)));
  }

  private interface Reading {
    String read() throws ConfigException;
  }

  private int answer(Reading reading) {
    try {
      PrintWriter out = spec.commandLine().getOut();
      out.print(reading.read());
      out.flush();
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(this::err);
      return ConfigException.EXIT_CODE;
    }
  }

  private void err(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private static List<String> given(@Nullable List<String> sets) {
    return sets == null ? List.of() : sets;
  }
}
