package dev.telltale.tools.chaos.bench;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.CollectorCommand;
import dev.telltale.collector.Launch;
import dev.telltale.collector.QueueFolder;
import dev.telltale.collector.ServerBinary;
import dev.telltale.stack.ScrapeTargets;
import dev.telltale.stack.Servers;
import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shipped Collector on its shipped local.yaml. Loki and Prometheus are where the variables say;
 * for traces {@code otlp_http/chaos}, an exporter to the sink, stands beside the trace file, with
 * the queue that Tempo's has. It can be killed and started again with what it kept on disk.
 */
public final class CollectorServer implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);
  // Paths as those of Tempo, Loki and Prometheus; the queue that Tempo's exporter has.
  private static final String TO_THE_SINK =
      """
      exporters:
        otlp_http/chaos:
          traces_endpoint: ${env:CHAOS_SINK}/v1/traces
          logs_endpoint: ${env:CHAOS_SINK}/otlp/v1/logs
          metrics_endpoint: ${env:CHAOS_SINK}/api/v1/otlp/v1/metrics
          compression: none
          sending_queue:
            storage: file_storage/queue
            sizer: bytes
            queue_size: ${env:COLLECTOR_QUEUE_BYTES}
            num_consumers: 4
            batch: {flush_timeout: 200ms, sizer: items, min_size: 1000, max_size: 2000}
          retry_on_failure: {initial_interval: 1s, max_interval: 5s, max_elapsed_time: 0}
      """;

  private final Path folder;
  private final StackEnv env;
  private final Launch launch;
  private @Nullable ChildProcess process;

  private CollectorServer(Path folder, StackEnv env, Launch launch) {
    this.folder = folder;
    this.env = env;
    this.launch = launch;
  }

  /**
   * Not started yet.
   *
   * @param folder for all it keeps
   * @param sinkPort where Loki, Prometheus and Tempo would be
   * @param others further values for names of stack.env
   * @param further configurations, each of which goes over those before
   */
  static CollectorServer in(
      Path folder, int sinkPort, Map<String, String> others, String... further) throws IOException {
    Checkout checkout = Checkout.find();
    StackEnv defaults = StackEnv.read(checkout, System.getenv());
    Map<String, String> values = new HashMap<>();
    for (String port : StackServer.COLLECTOR.ports()) {
      values.put(port, Integer.toString(CasePorts.take()));
    }
    values.put("STATE_DIR", folder.toString());
    values.put("LOKI_PORT", Integer.toString(sinkPort));
    values.put("PROMETHEUS_PORT", Integer.toString(sinkPort));
    values.put("SCRAPE_INTERVAL", "2s");
    values.putAll(others);
    StackEnv env = defaults.with(values);
    Path program =
        program()
            .orElseThrow(
                () ->
                    new IOException(
                        "our Collector: expected it built, found none: run tools/stack build"));
    Files.createDirectories(folder);
    Path overlay = Files.writeString(folder.resolve("sink.yaml"), TO_THE_SINK);
    Map<String, String> environment = new HashMap<>(env.values());
    environment.put("CHAOS_SINK", "http://127.0.0.1:" + sinkPort);
    environment.put("TRACE_EXPORTERS", "[file/traces, otlp_http/chaos]");
    environment.put(
        "COLLECTOR_QUEUE_BYTES", Long.toString(QueueFolder.roomForEach(env.path("COLLECTOR_DIR"))));
    List<String> command =
        CollectorCommand.of(
            program,
            Stream.concat(
                    Stream.of(checkout.file("otel-collector/local.yaml"), overlay),
                    files(folder, further).stream())
                .toArray(Path[]::new));
    Files.createDirectories(env.path("NODE_LOGS").resolveSibling(""));
    return new CollectorServer(
        folder,
        env,
        new Launch("collector", command, environment, folder.resolve("collector.log")));
  }

  /** Where our Collector's program is, if it was built. */
  public static Optional<Path> program() throws IOException {
    Checkout checkout = Checkout.find();
    return new Servers(
            checkout, StackEnv.read(checkout, System.getenv()), System.getenv(), passedOver -> {})
        .find(StackServer.COLLECTOR)
        .map(ServerBinary::path);
  }

  /** Starts it, or starts it again, and waits until it listens. */
  public void start() throws IOException {
    ChildProcess started = ChildProcess.start(launch);
    process = started;
    started.server().awaitReady(StackServer.COLLECTOR.ready(env), READY);
  }

  public ChildProcess process() {
    if (process == null) throw new IllegalStateException("the Collector was not started");
    return process;
  }

  public int grpcPort() {
    return env.port("COLLECTOR_OTLP_GRPC_PORT");
  }

  public int httpPort() {
    return env.port("COLLECTOR_OTLP_HTTP_PORT");
  }

  /** What it says of itself. */
  public URI ownMetrics() {
    return URI.create("http://127.0.0.1:" + env.port("COLLECTOR_METRICS_PORT"));
  }

  /** Where it looks for a node's log file of that name. */
  public Path nodeLog(String name) {
    return env.path("NODE_LOGS").resolveSibling(name);
  }

  /** Has it scrape a node's /metrics. */
  public void scrape(String service, String node, int port) throws IOException {
    new ScrapeTargets(env).add(service, node, "127.0.0.1:" + port);
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (process != null) process.close();
  }

  private static List<Path> files(Path folder, String... further) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String one : further) {
      Path file = folder.resolve("further-" + files.size() + ".yaml");
      files.add(Files.writeString(file, one));
    }
    return files;
  }
}
