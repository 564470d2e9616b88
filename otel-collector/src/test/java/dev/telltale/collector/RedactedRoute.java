package dev.telltale.collector;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The Collector on one of our files, or on a change of it, and whoever it sends to. */
final class RedactedRoute implements AutoCloseable {
  private final FarSide far;
  private final OurCollector collector;

  private RedactedRoute(FarSide far, OurCollector collector) {
    this.far = far;
    this.collector = collector;
  }

  static RedactedRoute start(String shipped, Path configuration, Path folder) throws Exception {
    OurCollector.binary();
    Path collectorFolder = Files.createDirectories(folder.resolve("collector"));
    if (shipped.equals("local.yaml")) {
      Backends backends = Backends.onFreePorts();
      return start(backends.start(), configuration, collectorFolder, backends.variables());
    }
    TestCertificate certificate = TestCertificate.make(folder);
    int port = FreePorts.take(1).get(0);
    return start(
        FarSide.withTls(port, certificate, "some-token"),
        configuration,
        collectorFolder,
        Map.of(
            "REMOTE_OTLP_ENDPOINT",
            "https://127.0.0.1:" + port,
            "REMOTE_TOKEN_FILE",
            Files.writeString(folder.resolve("token"), "some-token").toString(),
            "REMOTE_CA_FILE",
            certificate.certificate().toString()));
  }

  private static RedactedRoute start(
      FarSide far, Path configuration, Path folder, Map<String, String> variables)
      throws IOException {
    try {
      OurCollector collector = OurCollector.on(configuration.toString(), folder, variables);
      return new RedactedRoute(far, collector.start());
    } catch (IOException e) {
      far.close();
      throw e;
    }
  }

  OurCollector collector() {
    return collector;
  }

  FarSide far() {
    return far;
  }

  void awaitItems(long spans, long records, long metrics) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                far.spans().count() == spans
                    && far.logs().count() == records
                    && far.metrics().count() == metrics);
  }

  /** All that left the Collector, and what it says of itself. */
  String everything() throws IOException {
    String traces = Files.isDirectory(collector.traces()) ? collector.traceFiles() : "";
    return far.everything() + traces + Files.readString(collector.log());
  }

  @Override
  public void close() throws IOException {
    collector.close();
    far.close();
  }
}
