package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A node that emits nothing but its own telemetry, to somewhere nobody listens. */
public final class QuietNode {
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path folder;
  private final int api;
  private final int peer;

  private QuietNode(Path folder, int api, int peer) {
    this.folder = folder;
    this.api = api;
    this.peer = peer;
  }

  public static QuietNode in(Path folder) throws IOException {
    return new QuietNode(folder, CasePorts.take(), CasePorts.take());
  }

  /** Its configuration: telemetry all on, or all as it comes: off. */
  public Path config(boolean telemetry) throws IOException {
    String sections =
        """
        [node]
        name = "quiet"
        data_dir = "data"

        [http_api]
        bind_address = "127.0.0.1:%d"

        [peer]
        bind_address = "127.0.0.1:%d"

        """
            .formatted(api, peer);
    return Files.writeString(
        folder.resolve("quiet.toml"), telemetry ? sections + everythingOn() : sections);
  }

  private static String everythingOn() throws IOException {
    String nobody = "http://127.0.0.1:" + CasePorts.take();
    return """
        [telemetry.traces]
        enabled = true
        otlp_endpoint = "%s"

        [telemetry.metrics]
        enabled = true
        bind_address = "127.0.0.1:%d"
        otlp_endpoint = "%s"
        export_interval = "1s"

        [telemetry.logs]
        format = "text"
        otlp_endpoint = "%s"
        """
        .formatted(nobody, CasePorts.take(), nobody, nobody);
  }

  public void awaitReady(ChildProcess process) throws IOException {
    process.server().awaitReady(url().resolve("/health/ready"), READY);
  }

  /** Has it do something. */
  public void query(int times) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url().resolve("/v1/query"))
            .header("Content-Type", "application/sparql-query")
            .POST(HttpRequest.BodyPublishers.ofString("ASK { ?s ?p ?o }"))
            .build();
    HttpClient http = HttpClient.newHttpClient();
    try {
      for (int i = 0; i < times; i++) {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) throw new IOException(url() + ": expected 200, found " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + api);
  }

  public int apiPort() {
    return api;
  }

  public int peerPort() {
    return peer;
  }

  public Path output() {
    return folder.resolve("quiet.out");
  }

  /** The lines it printed that contain all of {@code words}. */
  public List<String> printed(String... words) throws IOException {
    return Files.readAllLines(output()).stream()
        .filter(line -> List.of(words).stream().allMatch(line::contains))
        .toList();
  }
}
