package dev.telltale.tools.chaos.backend;

import dev.telltale.tools.chaos.sink.Arrivals;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What the real servers have of a case's items, since it began. */
public final class BackendHas {
  private static final int SLICE_SECONDS = 2;

  private BackendHas() {}

  /** The lines in Loki, by their ids. */
  public static Arrivals lines(URI loki, Instant from) throws IOException {
    Arrivals lines = Arrivals.ofLines();
    // Loki gives 5,000 lines at most for one question.
    for (long second = from.getEpochSecond();
        second <= Instant.now().getEpochSecond();
        second += SLICE_SECONDS) {
      String query =
          "/loki/api/v1/query_range?limit=5000&start=%d000000000&end=%d000000000&query=%s"
              .formatted(
                  second,
                  second + SLICE_SECONDS,
                  Asked.encoded("{service_name=\"chaos\"} | chaos_id != \"\""));
      for (JsonNode stream : Asked.json(loki, query).at("/data/result")) {
        String id = stream.at("/stream/chaos_id").asString("");
        for (JsonNode value : stream.path("values")) {
          String line = value.path(1).asString("");
          lines.chaos(id, line.substring(line.lastIndexOf(' ') + 1));
        }
      }
    }
    return lines;
  }

  /** How many numbered spans are in Tempo; one that was sent twice may count twice. */
  public static long spans(URI tempo, Instant from) throws IOException {
    String query =
        "/api/metrics/query_range?step=5s&start=%d&end=%d&q=%s"
            .formatted(
                from.getEpochSecond(),
                Instant.now().getEpochSecond() + 5,
                Asked.encoded("{ name = \"chaos.item\" } | count_over_time()"));
    double count = 0;
    for (JsonNode series : Asked.json(tempo, query).path("series")) {
      for (JsonNode sample : series.path("samples")) {
        count += sample.path("value").asDouble(0);
      }
    }
    return Math.round(count);
  }

  /**
   * The samples of a counter in Prometheus.
   *
   * @param newest its newest value
   * @param longestGapSeconds the longest time without a sample, between the first and the last
   */
  public record Samples(long newest, double longestGapSeconds) {}

  /** The samples of {@code counter}, which has one series. */
  public static Samples samples(URI prometheus, String counter) throws IOException {
    JsonNode values =
        Asked.json(prometheus, "/api/v1/query?query=" + Asked.encoded(counter + "[1h]"))
            .at("/data/result/0/values");
    double gap = 0;
    double last = Double.NaN;
    double newest = -1;
    for (JsonNode value : values) {
      double time = value.path(0).asDouble(0);
      if (!Double.isNaN(last)) gap = Math.max(gap, time - last);
      last = time;
      newest = Double.parseDouble(value.path(1).asString("-1"));
    }
    return new Samples(Math.round(newest), Math.round(gap * 10) / 10.0);
  }

  /** How many items the Collector dropped for good, of any signal. */
  public static long droppedByCollector(URI ownMetrics) throws IOException {
    double dropped = 0;
    for (String line : Asked.text(ownMetrics, "/metrics").lines().toList()) {
      if (line.startsWith("otelcol_exporter_send_failed_")) {
        dropped += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return Math.round(dropped);
  }
}
