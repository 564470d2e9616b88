package dev.telltale.tools;

import dev.telltale.tools.node.NodeClient;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which node a command talks to. */
final class NodeAddress {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "The node's HTTP API; default ${DEFAULT-VALUE}.",
      defaultValue = "http://127.0.0.1:8900")
  @SuppressWarnings("NullAway.Init")
  private String url;

  NodeClient client() {
    try {
      URI uri = URI.create(url);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return new NodeClient(uri);
      }
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
    throw wrong();
  }

  private ParameterException wrong() {
    return new ParameterException(
        spec.commandLine(), "--node: expected http://host:port, found " + url);
  }
}
