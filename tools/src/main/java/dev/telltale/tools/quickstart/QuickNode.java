package dev.telltale.tools.quickstart;

import dev.telltale.collector.Launch;
import dev.telltale.collector.ServerProcess;
import dev.telltale.stack.ScrapeTargets;
import dev.telltale.stack.StackEnv;
import dev.telltale.tools.node.NodeClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One node of the quickstart: a process of its own, with all its telemetry on. */
final class QuickNode implements AutoCloseable {
  static final String SERVICE = "telltale";
  private static final Duration READY = Duration.ofSeconds(60);

  /** Where a node listens. */
  record Ports(int api, int peer, int metrics) {}

  private final String name;
  private final Ports ports;
  private final ServerProcess process;

  private QuickNode(String name, Ports ports, ServerProcess process) {
    this.name = name;
    this.ports = ports;
    this.process = process;
  }

  /**
   * Writes the node's configuration, starts it, and tells the Collector where its /metrics are.
   *
   * @param folder its configuration and data
   * @param other where the node to meet first listens for peers
   */
  static QuickNode start(String name, Path folder, Ports ports, int other, StackEnv env)
      throws IOException {
    Files.createDirectories(folder);
    Path logs = Path.of(env.value("NODE_LOGS")).resolveSibling(name + ".jsonl");
    Path config = folder.resolve(name + ".toml");
    Files.writeString(
        config,
        """
        [node]
        name = "%s"
        data_dir = "data"

        [http_api]
        bind_address = "127.0.0.1:%d"

        [peer]
        bind_address = "127.0.0.1:%d"
        bootstrap = ["http://127.0.0.1:%d"]

        [telemetry.traces]
        enabled = true
        otlp_endpoint = "http://127.0.0.1:%d"
        service_name = "%s"

        [telemetry.metrics]
        enabled = true
        bind_address = "127.0.0.1:%d"

        [telemetry.logs]
        format = "text"
        file = "%s"

        [telemetry.resource]
        "deployment.environment.name" = "quickstart"
        """
            .formatted(
                name,
                ports.api(),
                ports.peer(),
                other,
                env.port("COLLECTOR_OTLP_GRPC_PORT"),
                SERVICE,
                ports.metrics(),
                logs));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    if (Runtime.version().feature() >= 24) command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(
        List.of(
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.telltale.tools.Telltale",
            "run",
            "--config",
            config.toString()));
    ServerProcess process =
        ServerProcess.start(new Launch(name, command, Map.of(), folder.resolve(name + ".out")));
    QuickNode node = new QuickNode(name, ports, process);
    new ScrapeTargets(env).add(SERVICE, name, "127.0.0.1:" + ports.metrics());
    return node;
  }

  void awaitReady() throws IOException {
    process.awaitReady(url().resolve("/health/ready"), READY);
  }

  String name() {
    return name;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + ports.api());
  }

  NodeClient client() {
    return new NodeClient(url());
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
