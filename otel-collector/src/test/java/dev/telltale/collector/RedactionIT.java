package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets that somebody wrote into telemetry do not leave the Collector, not into its trace file
 * either; what looks a little like one does.
 */
class RedactionIT {
  @TempDir Path temp;
  private final Plantings plantings = new Plantings();

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void noKindOfSecretComesOutOfAnyPlace(String configuration) throws Exception {
    String out = whatComesOutOf(configuration, OurCollector.file(configuration));

    assertThat(leaks(out)).isEmpty();
    assertThat(out).contains("****").doesNotContain("redact.");
  }

  /** The check above can see a leak: without redaction it would name every single planting. */
  @Test
  void withoutRedactionEverySecretComesOut() throws Exception {
    Path naive =
        Files.writeString(
            temp.resolve("naive.yaml"),
            Files.readString(OurCollector.file("local.yaml"))
                .replaceAll("processors: \\[memory_limiter, .*]", "processors: [memory_limiter]"));

    String out = whatComesOutOf("local.yaml", naive);

    assertThat(leaks(out))
        .hasSameSizeAs(plantings.placesByMarker().keySet())
        .hasSizeGreaterThan(2_000);
  }

  private String whatComesOutOf(String kind, Path configuration) throws Exception {
    try (RedactedRoute route = RedactedRoute.start(kind, configuration, temp)) {
      ExportTraceServiceRequest spans = plantings.spans();
      ExportLogsServiceRequest logs = plantings.logs();
      ExportMetricsServiceRequest metrics = plantings.metrics();
      String lines = plantings.logLines();
      route.collector().send("traces", spans);
      route.collector().send("logs", logs);
      route.collector().send("metrics", metrics);
      Files.writeString(route.collector().nodeLog("node-a.jsonl"), lines);
      route.awaitItems(
          spans.getResourceSpansCount(),
          logs.getResourceLogsCount() + lines.lines().count(),
          2L * metrics.getResourceMetricsCount());
      return route.everything();
    }
  }

  private List<String> leaks(String out) {
    return plantings.placesByMarker().entrySet().stream()
        .filter(planted -> out.contains(planted.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
