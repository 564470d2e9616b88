package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.emission.NodeSubject;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.node.NodeClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real node with emitting threads, configured by the case. */
public final class NodeProcess implements Subject {
  static final String NAME = "chaos-node";
  static final String SERVICE = "chaos";
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path folder;
  private final Path config;
  private final Path ledger;
  private final Setup setup;
  private final Path logFile;
  private final int apiPort;
  private final int metricsPort;
  private @Nullable ChildProcess process;

  private NodeProcess(
      Path folder, Path ledger, Setup setup, Path logFile, int apiPort, int metricsPort) {
    this.folder = folder;
    this.config = folder.resolve("node.toml");
    this.ledger = ledger;
    this.setup = setup;
    this.logFile = logFile;
    this.apiPort = apiPort;
    this.metricsPort = metricsPort;
  }

  /** Writes the configuration; the node is not started yet. */
  static NodeProcess in(Path folder, Path ledger, Setup setup, CollectorServer collector)
      throws IOException {
    Files.createDirectories(folder);
    NodeProcess node =
        new NodeProcess(
            folder,
            ledger,
            setup,
            collector.nodeLog(NAME + ".jsonl"),
            CasePorts.take(),
            CasePorts.take());
    URI endpoint = setup.endpoint();
    Files.writeString(
        node.config,
        node.toml(
            endpoint == null ? "http://127.0.0.1:" + collector.grpcPort() : endpoint.toString()));
    if (!setup.pushed()) collector.scrape(SERVICE, NAME, node.metricsPort);
    return node;
  }

  private String toml(String endpoint) throws IOException {
    return """
        [node]
        name = "%s"
        data_dir = "data"

        [http_api]
        bind_address = "127.0.0.1:%d"

        [peer]
        bind_address = "127.0.0.1:%d"

        [telemetry.traces]
        enabled = true
        otlp_endpoint = "%s"
        protocol = "%s"
        service_name = "%s"

        [telemetry.metrics]
        enabled = true
        bind_address = "127.0.0.1:%d"
        %s

        [telemetry.logs]
        format = "text"
        %s
        """
        .formatted(
            NAME,
            apiPort,
            CasePorts.take(),
            endpoint,
            setup.protocol(),
            SERVICE,
            metricsPort,
            setup.pushed() ? "export_interval = \"2s\"\notlp_endpoint = \"" + endpoint + "\"" : "",
            setup.pushed() ? "otlp_endpoint = \"" + endpoint + "\"" : "file = \"" + logFile + "\"");
  }

  @Override
  public void start() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(config.toString(), ledger.toString(), setup.rates().toString()));
    Path spool = setup.spool();
    if (spool != null) arguments.add("telemetry.spool.dir=" + spool);
    arguments.addAll(setup.sets());
    ChildProcess started =
        ChildProcess.start(
            JavaLaunch.behind(
                setup.behind(), NodeSubject.class, output(), arguments.toArray(String[]::new)));
    process = started;
    started.server().awaitReady(api().resolve("/health/ready"), READY);
  }

  @Override
  public ChildProcess process() {
    if (process == null) throw new IllegalStateException("the node was not started");
    return process;
  }

  @Override
  public Path logFile() {
    return logFile;
  }

  /** What it printed. */
  public Path output() {
    return folder.resolve("node.out");
  }

  public Path dataFolder() {
    return folder.resolve("data");
  }

  @Override
  public URI api() {
    return URI.create("http://127.0.0.1:" + apiPort);
  }

  public JsonNode health() throws IOException {
    return new NodeClient(api()).health();
  }

  /** What its ledger says of the spans now. */
  public LedgerReading spans() throws IOException {
    return ledger("traces");
  }

  /** Why spans are not delivered now, as {@code telltale status} shows it; empty when they are. */
  public String why() throws IOException {
    return health().path("telemetry").path("traces").path("why").asString("");
  }

  /** What its ledger says of a signal now: traces, metrics_push or logs_push. */
  public LedgerReading ledger(String signal) throws IOException {
    return LedgerReading.of(health().path("telemetry").path(signal));
  }

  @Override
  public void close() throws IOException {
    if (process != null) process.close();
  }
}
