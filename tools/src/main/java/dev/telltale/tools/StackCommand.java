package dev.telltale.tools;

import dev.telltale.collector.Checkout;
import dev.telltale.stack.DetachedStack;
import dev.telltale.stack.ServerStatus;
import dev.telltale.stack.Servers;
import dev.telltale.stack.ServersBuild;
import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackHealth;
import dev.telltale.stack.StackLogs;
import dev.telltale.stack.StackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tools/stack}: the servers around the nodes. */
@Command(
    name = "stack",
    description =
        "The servers around the nodes: Collector, Prometheus, Loki, and Tempo and Grafana where they are found.",
    mixinStandardHelpOptions = true,
    subcommands = PanelsCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class StackCommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Command(
      name = "build",
      description = "Builds the servers that come as Go modules, those that are not cached yet.")
  int build() {
    return answer(
        out -> {
          new ServersBuild(Checkout.find(), System.getenv()).run(out::println);
          return true;
        });
  }

  @Command(
      name = "up",
      description =
          "Builds what is missing and starts the servers; they go on when this command ends.")
  int up() {
    return answer(
        out -> {
          up(out);
          return true;
        });
  }

  @Command(name = "down", description = "Stops the servers; what they keep on disk stays.")
  int down() {
    return answer(
        out -> {
          stack(out::println).down(out::println);
          return true;
        });
  }

  @Command(name = "restart", description = "down, then up.")
  int restart() {
    return answer(
        out -> {
          stack(line -> {}).down(out::println);
          up(out);
          return true;
        });
  }

  @Command(
      name = "status",
      description =
          "Each server: state, where it answers, its process. Exit code 1 when one is not ready.")
  int status() {
    return answer(
        out -> {
          List<ServerStatus> all = stack(line -> {}).status();
          all.forEach(out::println);
          return all.stream().allMatch(ServerStatus::fine);
        });
  }

  @Command(
      name = "health",
      description = "Whether data gets through: one line a finding. Exit code 1 when there is one.")
  int health() {
    return answer(
        out -> {
          StackEnv env = env();
          List<String> findings = new StackHealth(env, stack(line -> {})).findings();
          findings.forEach(out::println);
          if (findings.isEmpty()) {
            out.println("all servers are ready, nothing was dropped");
          }
          return findings.isEmpty();
        });
  }

  @Command(name = "logs", description = "The newest lines of the servers' own logs.")
  int logs(
      @Parameters(
              arity = "0..1",
              paramLabel = "SERVER",
              description = "${COMPLETION-CANDIDATES}; all when left out")
          @Nullable StackServer only,
      @Option(
              names = {"-n", "--lines"},
              defaultValue = "20",
              description = "how many of each (${DEFAULT-VALUE})")
          int lines) {
    return answer(
        out -> {
          StackLogs logs = new StackLogs(env());
          for (StackServer server :
              only == null ? StackServer.values() : new StackServer[] {only}) {
            out.println("== " + logs.file(server));
            logs.tail(server, lines).forEach(out::println);
          }
          return true;
        });
  }

  private static void up(PrintWriter out) throws IOException {
    if (!stack(out::println).complete()) {
      new ServersBuild(Checkout.find(), System.getenv()).run(out::println);
    }
    stack(line -> {}).up(out::println);
  }

  private static StackEnv env() throws IOException {
    return StackEnv.read(Checkout.find(), System.getenv());
  }

  private static DetachedStack stack(Consumer<String> passedOver) throws IOException {
    Checkout checkout = Checkout.find();
    StackEnv env = env();
    return new DetachedStack(
        checkout, env, new Servers(checkout, env, System.getenv(), passedOver));
  }

  private interface Work {
    /** Whether everything is as it should be. */
    boolean run(PrintWriter out) throws IOException;
  }

  /** 0, or 1 with one sentence: whatever goes wrong here is the world's doing. */
  private int answer(Work work) {
    PrintWriter out = new PrintWriter(spec.commandLine().getOut(), true);
    try {
      return work.run(out) ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("stack: " + e.getMessage());
      spec.commandLine().getErr().flush();
      return 1;
    }
  }
}
