package dev.telltale.node.config;

import dev.telltale.telemetry.config.ConfigException;
import dev.telltale.telemetry.config.ConfigFile;
import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.config.TelemetryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything a node's file says, with defaults filled in and every value checked.
 *
 * @param name {@code service.instance.id} of every signal
 * @param dataDir where the node keeps everything it must not lose
 * @param network which network it belongs to; a part of every UAL
 * @param apiAddress where people and programs talk to it
 * @param peerAddress where other nodes talk to it
 * @param advertisedUrl where other nodes are told to find it
 * @param bootstrap base URLs of nodes to meet first
 */
public record NodeConfig(
    String name,
    Path dataDir,
    String network,
    HostPort apiAddress,
    HostPort peerAddress,
    URI advertisedUrl,
    List<URI> bootstrap,
    TelemetryConfig telemetry) {

  /**
   * Reads a node's file.
   *
   * @param environment for {@code OTEL_*}
   * @param sets {@code key=value}, which win over everything
   * @throws ConfigException with every problem at once
   */
  public static NodeConfig load(Path file, Map<String, String> environment, List<String> sets)
      throws ConfigException {
    ConfigFile source = ConfigFile.read(file, environment, sets);
    NodeConfig config = NodeSections.read(source);
    source.done();
    return config;
  }

  /** The same, as {@code config show} prints it: each value and where it comes from. */
  public static String show(Path file, Map<String, String> environment, List<String> sets)
      throws ConfigException {
    ConfigFile source = ConfigFile.read(file, environment, sets);
    NodeSections.read(source);
    source.done();
    return source.show();
  }
}
