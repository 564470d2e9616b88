package dev.telltale.tools;

import dev.telltale.tools.node.NodeClient;
import dev.telltale.tools.node.NodeInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code telltale status}: the node's own word on how it is. */
@Command(
    name = "status",
    description = "Who the node is, what it holds, its peers, sync, health and telemetry.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NodeAddress node;

  @Override
  public Integer call() throws IOException {
    NodeClient client = node.client();
    NodeInfo info = client.info();
    JsonNode peers = client.peers();
    JsonNode sync = client.sync();
    JsonNode health = client.health();
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Instant.now();

    out.println(info.name() + " at " + client);
    fact(out, "peer id", info.peerId());
    fact(out, "network", info.network());
    fact(out, "version", info.version());
    fact(
        out,
        "holds",
        counted(info.collections(), "collection") + ", " + counted(info.triples(), "triple"));
    fact(out, "peers", StatusWords.peers(peers, now));
    fact(out, "sync", StatusWords.sync(sync, now));
    fact(out, "health", StatusWords.health(health));
    fact(out, "telemetry", StatusWords.telemetry(health, now));
    out.flush();
    return 0;
  }

  private static void fact(PrintWriter out, String name, String words) {
    out.printf("  %-10s %s%n", name, words.replace("\n", "\n" + " ".repeat(13)));
  }

  private static String counted(long count, String noun) {
    return String.format("%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
