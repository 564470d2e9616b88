package dev.telltale.tools;

import dev.telltale.tools.node.NodeClient;
import dev.telltale.tools.node.OperationState;
import dev.telltale.tools.node.PublishAccepted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale publish}: files of RDF become collections of the node. */
@Command(
    name = "publish",
    description = "Publishes files of RDF (.ttl, .nt, .nq), each as a collection.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PublishCommand implements Callable<Integer> {
  private static final Duration WAIT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private NodeAddress node;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to publish.")
  private List<Path> files;

  @Option(
      names = "--no-wait",
      description = "Do not wait (up to 10 s) until peers have stored it; the node has it at once.")
  private boolean noWait;

  @Override
  public Integer call() {
    NodeClient client = node.client();
    int exitCode = 0;
    for (Path file : files) {
      try {
        say(spec.commandLine().getOut(), publish(client, file));
      } catch (IOException e) {
        say(spec.commandLine().getErr(), String.valueOf(e.getMessage()));
        exitCode = Telltale.WORLD;
      }
    }
    return exitCode;
  }

  private String publish(NodeClient client, Path file) throws IOException {
    PublishAccepted accepted = client.publish(file);
    String trace = accepted.traceId().isEmpty() ? "" : "  trace " + accepted.traceId();
    String line = "published " + file + "  " + accepted.ual() + trace;
    if (noWait) return line;
    OperationState state = client.awaitEnd(accepted.operationId(), WAIT);
    if (state.status().equals("failed")) {
      throw new IOException(
          file + ": expected the publish to complete, found it failed: " + state.reason() + trace);
    }
    return line + "  (" + storedBy(state) + ")";
  }

  private static String storedBy(OperationState state) {
    if (!state.completed()) return "peers have not answered within " + WAIT.toSeconds() + " s";
    if (state.peers() == 0) return "no peers to store it";
    return "stored by " + state.acknowledgedBy() + " of " + state.peers() + " peers";
  }

  private static void say(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
