package dev.telltale.tools;

import dev.telltale.collector.Checkout;
import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import dev.telltale.tools.quickstart.Quickstart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tools/quickstart}: from nothing to a publish that can be followed. */
@Command(
    name = "quickstart",
    description = {
      "Starts two nodes, the Collector, Prometheus and Loki (and Tempo and Grafana where they are",
      "found), publishes three files and follows one of them as a trace, metrics and log lines.",
      "Stops everything at the end."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class QuickstartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--keep", description = "Keep everything running until Ctrl-C, to look around.")
  private boolean keep;

  @Option(
      names = "--free-ports",
      description = "Use ports that are free now instead of those of observability/stack.env.")
  private boolean freePorts;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Keep data here; default: a new folder under the system's temporary one.")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path place =
        folder == null
            ? Files.createTempDirectory("telltale-quickstart-")
            : Files.createDirectories(folder).toAbsolutePath().normalize();
    new Quickstart(
            Checkout.find(),
            line -> {
              out.println(line);
              out.flush();
            },
            this::printTrace)
        .run(place, freePorts, () -> stay(out));
    return 0;
  }

  private int printTrace(String traceId, StackEnv env) {
    return Telltale.commandLine(spec.commandLine().getOut(), spec.commandLine().getErr())
        .execute(
            "trace",
            traceId,
            "--tempo",
            StackServer.TEMPO.url(env).toString(),
            "--loki",
            StackServer.LOKI.url(env).toString(),
            "--trace-file",
            env.value("TRACE_FILE"),
            "--logs",
            env.value("NODE_LOGS"));
  }

  private void stay(PrintWriter out) throws InterruptedException {
    if (!keep) {
      out.println(
          "\nStopping everything; tools/quickstart --keep leaves it running to look around.");
      out.flush();
      return;
    }
    out.println("\nRunning until Ctrl-C.");
    out.flush();
    new CountDownLatch(1).await();
  }
}
