package dev.telltale.node;

import dev.telltale.node.config.NodeConfig;
import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node in this process, with real ports and files. */
public final class RunningNode implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Telemetry telemetry;
  private final Node node;
  private final Http http;

  private RunningNode(NodeConfig config) throws IOException {
    telemetry =
        Telemetry.start(config.telemetry(), new ServiceIdentity(config.name(), Version.current()));
    try {
      node = Node.start(config, telemetry);
    } catch (IOException | RuntimeException e) {
      telemetry.close(Duration.ofMillis(100));
      throw e;
    }
    http = new Http(URI.create("http://127.0.0.1:" + node.apiPort()));
  }

  /** Starts what {@code file} says. */
  public static RunningNode start(Path file) throws IOException {
    try {
      return new RunningNode(NodeConfig.load(file, Map.of(), List.of()));
    } catch (ConfigException e) {
      throw new IllegalStateException(String.join("\n", e.problems()), e);
    }
  }

  /** Without telemetry and without peers. */
  public static RunningNode alone(Path folder) throws IOException {
    return start(file(folder, "node-a", freePort(), List.of(), ""));
  }

  /** Writes a node's file into {@code folder}, where its data will be, too. */
  public static Path file(
      Path folder, String name, int peerPort, List<Integer> bootstrapPorts, String telemetry)
      throws IOException {
    List<String> bootstrap =
        bootstrapPorts.stream().map(port -> "\"http://127.0.0.1:" + port + "\"").toList();
    Files.createDirectories(folder);
    return Files.writeString(
        folder.resolve("config.toml"),
        """
        [node]
        name = "%s"
        data_dir = "data"
        [http_api]
        bind_address = "127.0.0.1:%d"
        [peer]
        bind_address = "127.0.0.1:%d"
        bootstrap = [%s]
        [telemetry.logs]
        format = "text"
        level = "warn"
        %s
        """
            .formatted(name, freePort(), peerPort, String.join(", ", bootstrap), telemetry));
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Http http() {
    return http;
  }

  public String peerId() {
    return node.peerId();
  }

  public int peerPort() {
    return node.peerPort();
  }

  public URI metricsUri() {
    return telemetry.metricsUri().orElseThrow();
  }

  /** The answer to a Turtle file; it has {@code ual}, {@code operation_id}, {@code trace_id}. */
  public JsonNode publish(String turtle) throws IOException {
    HttpResponse<String> answer = http.post("/v1/publish", "text/turtle", turtle);
    if (answer.statusCode() != 202) throw new IOException(answer.body());
    return JSON.readTree(answer.body());
  }

  public JsonNode json(String path) throws IOException {
    return JSON.readTree(http.get(path).body());
  }

  /** Everything that a refused request must leave as it was. */
  public String state() throws IOException {
    JsonNode info = json("/v1/info");
    return info.get("collections") + " collections, " + info.get("triples") + " triples";
  }

  static BodyPublisher bytes(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    node.close();
    telemetry.close(Duration.ofSeconds(2));
  }
}
