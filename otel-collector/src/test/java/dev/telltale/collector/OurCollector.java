package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real Collector on one of our configuration files, on free ports, with everything it keeps in
 * a folder.
 */
final class OurCollector implements AutoCloseable {
  private static final Checkout CHECKOUT = Checkout.find();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String configuration;
  private final Path folder;
  private final Map<String, String> environment;
  private ServerProcess process;

  private OurCollector(String configuration, Path folder, Map<String, String> environment) {
    this.configuration = configuration;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Not started yet.
   *
   * @param configuration local.yaml or remote.yaml
   * @param others variables besides those of its own ports and folders
   */
  static OurCollector on(String configuration, Path folder, Map<String, String> others)
      throws IOException {
    binary();
    Files.createDirectories(folder.resolve("targets"));
    Files.createDirectories(folder.resolve("nodes"));
    List<Integer> ports = FreePorts.take(4);
    Map<String, String> environment = new HashMap<>(others);
    environment.put("COLLECTOR_OTLP_GRPC_PORT", ports.get(0).toString());
    environment.put("COLLECTOR_OTLP_HTTP_PORT", ports.get(1).toString());
    environment.put("COLLECTOR_METRICS_PORT", ports.get(2).toString());
    environment.put("COLLECTOR_HEALTH_PORT", ports.get(3).toString());
    environment.put("COLLECTOR_DIR", folder.resolve("collector").toString());
    environment.put("TRACE_FILE", folder.resolve("traces/traces.jsonl").toString());
    environment.put("NODE_LOGS", folder.resolve("nodes") + "/*.jsonl*");
    environment.put("SCRAPE_TARGETS", folder.resolve("targets") + "/*.json");
    environment.put("SCRAPE_INTERVAL", "1s");
    return new OurCollector(configuration, folder, environment);
  }

  /**
   * Our Collector's program; without it the test is skipped, or fails where servers are required.
   */
  static Path binary() throws IOException {
    ServerCache cache = ServerCache.fromEnvironment(System.getenv());
    Optional<ServerBinary> found =
        new ServerLookup(System.getenv(), cache, passedOver -> {})
            .find(
                ServerProgram.COLLECTOR,
                List.of("bin/" + new CollectorBuild(CHECKOUT, cache).cachedName()));
    String sentence = "our Collector is not built: run tools/stack build";
    if ("required".equals(System.getProperty("servers"))) {
      assertThat(found).as(sentence).isPresent();
    }
    assumeTrue(found.isPresent(), sentence);
    return found.orElseThrow().path();
  }

  static Path file(String configuration) {
    return CHECKOUT.file("otel-collector").resolve(configuration);
  }

  OurCollector start() throws IOException {
    process =
        ServerProcess.start(
            new Launch(
                "collector",
                CollectorCommand.of(binary(), file(configuration)),
                environment,
                log()));
    process.awaitReady(
        URI.create("http://127.0.0.1:" + port("COLLECTOR_HEALTH_PORT")), Duration.ofSeconds(20));
    return this;
  }

  ServerProcess process() {
    return process;
  }

  int port(String name) {
    return Integer.parseInt(environment.get(name));
  }

  Path log() {
    return folder.resolve("collector.log");
  }

  Path nodeLog(String name) {
    return folder.resolve("nodes").resolve(name);
  }

  Path targets(String name) {
    return folder.resolve("targets").resolve(name);
  }

  Path traces() {
    return folder.resolve("traces");
  }

  String traceFiles() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(traces())) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  /** Sends an OTLP request in JSON, as a client without an SDK would. */
  void post(String signal, String json) throws IOException, InterruptedException {
    post(signal, "application/json", HttpRequest.BodyPublishers.ofString(json));
  }

  /** Sends an OTLP request as an SDK would. */
  void send(String signal, MessageLite request) throws IOException, InterruptedException {
    post(
        signal,
        "application/x-protobuf",
        HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()));
  }

  private void post(String signal, String type, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + port("COLLECTOR_OTLP_HTTP_PORT") + "/v1/" + signal))
            .header("Content-Type", type)
            .POST(body)
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** What the Collector says of itself. */
  String ownMetrics() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port("COLLECTOR_METRICS_PORT") + "/metrics"))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.close();
    }
  }
}
