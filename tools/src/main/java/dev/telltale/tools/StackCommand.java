package dev.telltale.tools;

import dev.telltale.collector.Checkout;
import dev.telltale.stack.ServersBuild;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tools/stack}: the servers around the nodes. */
@Command(
    name = "stack",
    description =
        "The servers around the nodes: Collector, Prometheus, Loki, and Tempo and Grafana where they are found.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class StackCommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Command(
      name = "build",
      description = "Builds the servers that come as Go modules, those that are not cached yet.")
  int build() {
    return answer(out -> new ServersBuild(Checkout.find(), System.getenv()).run(out::println));
  }

  private interface Work {
    void run(PrintWriter out) throws IOException;
  }

  /** 0, or 1 with one sentence: whatever goes wrong here is the world's doing. */
  private int answer(Work work) {
    PrintWriter out = new PrintWriter(spec.commandLine().getOut(), true);
    try {
      work.run(out);
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("stack: " + e.getMessage());
      spec.commandLine().getErr().flush();
      return 1;
    }
  }
}
