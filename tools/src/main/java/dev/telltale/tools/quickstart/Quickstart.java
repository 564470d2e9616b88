package dev.telltale.tools.quickstart;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.FreePorts;
import dev.telltale.stack.Servers;
import dev.telltale.stack.ServersBuild;
import dev.telltale.stack.Stack;
import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import dev.telltale.tools.node.NodeClient;
import dev.telltale.tools.node.OperationState;
import dev.telltale.tools.node.PublishAccepted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The main job from nothing: servers, nodes, a publish, and the way it went. */
public final class Quickstart {
  private static final Duration MEET = Duration.ofSeconds(60);
  private static final Duration STORE = Duration.ofSeconds(30);
  private static final List<String> SAMPLES = List.of("planets.ttl", "rivers.nt", "elements.nq");
  private static final Set<StackServer> NEEDED =
      Set.of(StackServer.COLLECTOR, StackServer.PROMETHEUS, StackServer.LOKI);

  /** Prints a trace as a waterfall, from where this stack keeps it. */
  public interface PrintTrace {
    /** Returns the exit code of the command that prints it. */
    int print(String traceId, StackEnv env);
  }

  /** Keeps everything running until the operator has seen enough. */
  public interface Stay {
    void stay() throws InterruptedException;
  }

  private final Checkout checkout;
  private final Consumer<String> out;
  private final PrintTrace printTrace;

  public Quickstart(Checkout checkout, Consumer<String> out, PrintTrace printTrace) {
    this.checkout = checkout;
    this.out = out;
    this.printTrace = printTrace;
  }

  /**
   * Does it all and stops what it started.
   *
   * @param folder where this run keeps its data
   * @param freePorts true for ports that are free now, false for those of stack.env
   * @param stay runs at the end, before everything is stopped
   */
  public void run(Path folder, boolean freePorts, Stay stay)
      throws IOException, InterruptedException {
    StackEnv env = env(folder, freePorts);
    out.accept("Two nodes, one Collector, real backends: all on 127.0.0.1, kept in " + folder);
    buildWhatIsMissing(env);
    out.accept("\n1  The servers");
    try (Stack stack =
        new Stack(checkout, env, new Servers(checkout, env, System.getenv(), out), out)) {
      stack.startAll();
      Iterator<Integer> ports = nodePorts(freePorts).iterator();
      QuickNode.Ports a = new QuickNode.Ports(ports.next(), ports.next(), ports.next());
      QuickNode.Ports b = new QuickNode.Ports(ports.next(), ports.next(), ports.next());
      out.accept("\n2  The nodes");
      try (QuickNode nodeA = QuickNode.start("node-a", folder.resolve("node-a"), a, b.peer(), env);
          QuickNode nodeB = QuickNode.start("node-b", folder.resolve("node-b"), b, a.peer(), env)) {
        meet(nodeA, nodeB);
        follow(publish(nodeA), nodeA, nodeB, env);
        whereToLook(nodeA, nodeB, env, stack);
        stay.stay();
      }
    }
  }

  private StackEnv env(Path folder, boolean freePorts) throws IOException {
    // The default would make the first look at Prometheus a wait of ten seconds.
    Map<String, String> quick = Map.of("STATE_DIR", folder.toString(), "SCRAPE_INTERVAL", "2s");
    StackEnv env = StackEnv.read(checkout, System.getenv());
    return (freePorts ? env.onFreePorts(folder) : env).with(quick);
  }

  private static List<Integer> nodePorts(boolean freePorts) throws IOException {
    return freePorts ? FreePorts.take(6) : List.of(8900, 9900, 9464, 8901, 9901, 9465);
  }

  private void buildWhatIsMissing(StackEnv env) throws IOException {
    Servers servers = new Servers(checkout, env, System.getenv(), line -> {});
    if (servers.found().keySet().containsAll(NEEDED)) return;
    out.accept(
        "\n0  Building the Collector, Prometheus and Loki from pinned sources."
            + "\n   Once per machine: 10 to 40 minutes on two cores. Ctrl-C is safe; what is built stays.");
    new ServersBuild(checkout, System.getenv()).run(line -> out.accept("   " + line));
  }

  private void meet(QuickNode nodeA, QuickNode nodeB) throws IOException {
    for (QuickNode node : List.of(nodeA, nodeB)) {
      node.awaitReady();
      out.accept("%-10s %s  %s".formatted(node.name(), node.url(), node.client().info().peerId()));
    }
    long startNanos = System.nanoTime();
    while (knows(nodeA) < 1 || knows(nodeB) < 1) {
      if (System.nanoTime() - startNanos > MEET.toNanos()) {
        throw new IOException(
            "expected the nodes to meet within " + MEET.toSeconds() + " s, found they did not");
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    out.accept("each knows the other");
  }

  private static int knows(QuickNode node) throws IOException {
    return node.client().peers().path("peers").size();
  }

  /** Publishes the samples at {@code node} and returns the last of them. */
  private PublishAccepted publish(QuickNode node) throws IOException {
    out.accept("\n3  Publish at " + node.name());
    NodeClient client = node.client();
    PublishAccepted accepted = null;
    for (String sample : SAMPLES) {
      accepted = client.publish(checkout.file("tools/samples/" + sample));
      OperationState state = client.awaitEnd(accepted.operationId(), STORE);
      if (!state.completed()) {
        throw new IOException(
            sample + ": expected a completed publish, found " + state.status() + state.reason());
      }
      out.accept(
          "%-12s %s  stored by %d of %d peers"
              .formatted(sample, accepted.ual(), state.acknowledgedBy(), state.peers()));
    }
    return Objects.requireNonNull(accepted, "there are samples");
  }

  private void follow(PublishAccepted publish, QuickNode nodeA, QuickNode nodeB, StackEnv env)
      throws IOException {
    String name = SAMPLES.get(SAMPLES.size() - 1);
    String quads = nodeB.client().get(publish.ual());
    out.accept("read back at %s: %d statements".formatted(nodeB.name(), quads.lines().count()));
    Followed followed = new Followed(env);
    List<String> lines = followed.logLines(publish.traceId(), 2);
    String counted =
        "   "
            + followed.commandCount(nodeA.name(), "publish_collection", SAMPLES.size())
            + "\n   "
            + followed.commandCount(nodeB.name(), "handle_store", SAMPLES.size());
    double p95 = followed.p95Millis("publish_collection");

    out.accept("\n4  Follow the publish of " + name + "\n");
    if (printTrace.print(publish.traceId(), env) != 0) {
      throw new IOException("expected the trace " + publish.traceId() + " to be found");
    }
    out.accept(
        "\nMetrics, from Prometheus:\n%s\n   95 %% of publishes took at most %.0f ms"
            .formatted(counted, p95));
    out.accept(
        "\nLog lines of the same trace, from Loki: %d, from both nodes".formatted(lines.size()));
    lines.forEach(line -> out.accept("   " + line));
    out.accept(
        "\nOne publish, seen three ways: trace %s goes over both nodes, the metrics count it,\n"
                .formatted(publish.traceId())
            + "and its log lines carry its id.");
  }

  private void whereToLook(QuickNode nodeA, QuickNode nodeB, StackEnv env, Stack stack) {
    out.accept("\nNodes        " + nodeA.url() + "  " + nodeB.url());
    for (StackServer server : stack.found()) {
      if (server != StackServer.COLLECTOR) {
        out.accept("%-12s %s".formatted(server.label(), server.url(env)));
      }
      if (server == StackServer.GRAFANA) {
        out.accept(
            "             user admin, password in "
                + env.path("GRAFANA_DIR").resolve("admin-password"));
      }
    }
  }
}
