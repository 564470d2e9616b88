package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.emission.EmissionLedger;
import dev.telltale.tools.chaos.emission.EmissionLedger.Order;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.emission.LabelSubject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A node in whose process counters get very many label values. No Collector reads its /metrics. */
public final class LabelledNode implements AutoCloseable {
  public static final int INSTRUMENTS = LabelSubject.INSTRUMENTS;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final EmissionLedger ledger;
  private final URI metrics;
  private final Path output;
  private final int values;

  private LabelledNode(
      ChildProcess process, EmissionLedger ledger, URI metrics, Path output, int values) {
    this.process = process;
    this.ledger = ledger;
    this.metrics = metrics;
    this.output = output;
    this.values = values;
  }

  /** One answer of /metrics. */
  public record Page(String text, Duration took) {}

  public static LabelledNode start(Path folder, int values) throws IOException {
    int api = CasePorts.take();
    int metrics = CasePorts.take();
    Path file = folder.resolve("emissions");
    EmissionLedger ledger = EmissionLedger.create(file);
    Path config =
        Files.writeString(
            folder.resolve("node.toml"),
            """
            [node]
            data_dir = "data"
            [http_api]
            bind_address = "127.0.0.1:%d"
            [peer]
            bind_address = "127.0.0.1:%d"
            [telemetry.metrics]
            enabled = true
            bind_address = "127.0.0.1:%d"
            [telemetry.logs]
            format = "text"
            """
                .formatted(api, CasePorts.take(), metrics));
    Path output = folder.resolve("node.out");
    ChildProcess process =
        ChildProcess.start(
            JavaLaunch.of(
                LabelSubject.class,
                output,
                config.toString(),
                file.toString(),
                Integer.toString(values)));
    LabelledNode node =
        new LabelledNode(
            process,
            ledger,
            URI.create("http://127.0.0.1:" + metrics + "/metrics"),
            output,
            values);
    process.server().awaitReady(URI.create("http://127.0.0.1:" + api + "/health/ready"), LIMIT);
    return node;
  }

  public static String instrument(int number) {
    return LabelSubject.instrument(number);
  }

  /** Has it count, and waits until it did. */
  public void emit() throws IOException {
    ledger.order(Order.EMIT);
    if (!Waiting.until(LIMIT, () -> ledger.ended(ItemKind.SPANS) == values)) {
      throw new IOException(
          output + ": expected all values counted within 60 s, found some missing");
    }
  }

  /** Twice, because the first page after a burst pays for what the collector of garbage left. */
  public Page scrape() throws IOException {
    Page unused = once();
    return once();
  }

  private Page once() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(LIMIT).build();
    long start = System.nanoTime();
    try {
      String text =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new Page(text, Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  public ChildProcess process() {
    return process;
  }

  /** The lines it printed that contain all of {@code words}. */
  public List<String> printed(String... words) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> List.of(words).stream().allMatch(line::contains))
        .toList();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
