package dev.telltale.node.config;

import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.config.ConfigFile;
import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.config.Key;
import dev.telltale.telemetry.config.Section;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What an operator may write under {@code [node]}, {@code [http_api]} and {@code [peer]}. */
final class NodeSections {
  private static final Key<String> NAME =
      Key.matching(
          "name",
          "1 to 63 letters, digits, \"-\", \"_\" or \".\"",
          Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"));
  private static final Key<Path> DATA_DIR = Key.path("data_dir").or(Path.of("data"));
  private static final Key<String> NETWORK =
      Key.matching(
              "network",
              "name:number, such as \"local:1\"",
              Pattern.compile("[a-z0-9]{1,32}:[a-zA-Z0-9]{1,32}"))
          .or("local:1");
  private static final Key<HostPort> API_ADDRESS =
      Key.hostPort("bind_address").or(new HostPort("127.0.0.1", 8900));
  private static final Key<HostPort> PEER_ADDRESS =
      Key.hostPort("bind_address").or(new HostPort("127.0.0.1", 9900));
  private static final Key<URI> ADVERTISED_URL = Key.url("advertised_url");
  private static final Key<List<URI>> BOOTSTRAP = Key.urls("bootstrap").or(List.of());

  private NodeSections() {}

  static NodeConfig read(ConfigFile file) {
    Section node = file.section("node");
    Section api = file.section("http_api");
    Section peer = file.section("peer");
    // In the order in which "config show" prints them.
    String name = node.get(NAME, ServiceIdentity.ofHost().instanceId());
    Path dataDir = node.get(DATA_DIR);
    String network = node.get(NETWORK);
    HostPort apiAddress = api.get(API_ADDRESS);
    HostPort peerAddress = peer.get(PEER_ADDRESS);
    return new NodeConfig(
        name,
        dataDir,
        network,
        apiAddress,
        peerAddress,
        peer.get(ADVERTISED_URL, URI.create("http://" + peerAddress)),
        peer.get(BOOTSTRAP),
        file.telemetry(dataDir.resolve("spool")));
  }
}
