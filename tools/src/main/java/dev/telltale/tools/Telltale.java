package dev.telltale.tools;

import dev.telltale.node.Version;
import dev.telltale.tools.chaos.ChaosCommand;
import dev.telltale.tools.trace.TraceCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code tools/telltale} starts it. */
@Command(
    name = "telltale",
    description = "Runs a node, publishes to it, asks it, and follows what it did.",
    mixinStandardHelpOptions = true,
    versionProvider = Telltale.Build.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked",
      "1:the world is not as it should be: no node listens, a file is missing, a trace is unknown",
      "2:the command line is not understood",
      "78:the configuration is wrong"
    },
    subcommands = {
      RunCommand.class,
      ConfigCommand.class,
      PublishCommand.class,
      GetCommand.class,
      QueryCommand.class,
      StatusCommand.class,
      TraceCommand.class,
      MetricsCommand.class,
      StackCommand.class,
      QuickstartCommand.class,
      ChaosCommand.class,
    })
public final class Telltale {
  /** Exit code for what the world did, said in one line. */
  public static final int WORLD = 1;

  /** What {@code --version} prints. */
  static final class Build implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Telltale " + Version.current()};
    }
  }

  public static void main(String[] arguments) {
    // UTF-8 whatever the locale: a container without one would show every line of a tree as "?".
    CommandLine telltale = commandLine(printer(FileDescriptor.out), printer(FileDescriptor.err));
    System.exit(telltale.execute(arguments));
  }

  /** The whole command line, for tests and for tools that run one of its commands. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Telltale())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((e, command, parsed) -> worldly(e, command))
        .setParameterExceptionHandler((e, arguments) -> misunderstood(e))
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false);
  }

  private static int worldly(Exception e, CommandLine command) throws Exception {
    if (e instanceof InterruptedIOException) return 130; // as a shell has it for Ctrl-C
    if (!(e instanceof IOException)) throw e; // a bug: picocli prints where
    command.getErr().println(e.getMessage());
    command.getErr().flush();
    return WORLD;
  }

  private static int misunderstood(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + e.getMessage() + "; " + name + " --help says more");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static PrintWriter printer(FileDescriptor to) {
    return new PrintWriter(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }
}
