package dev.telltale.tools.quickstart;

import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import dev.telltale.tools.remote.RemoteServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks for one publish in the backends, and waits until it is there. */
final class Followed {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration ASK_AGAIN = Duration.ofMillis(250);

  private final RemoteServer prometheus;
  private final RemoteServer loki;

  Followed(StackEnv env) {
    prometheus = new RemoteServer(StackServer.PROMETHEUS.url(env), "Prometheus", ANSWER);
    loki = new RemoteServer(StackServer.LOKI.url(env), "Loki", ANSWER);
  }

  /**
   * Waits until {@code node} counts {@code atLeast} of a command in Prometheus.
   *
   * @return a line that says so, as Prometheus would
   */
  String commandCount(String node, String command, int atLeast) throws IOException {
    String selector =
        "node_command_total{instance=\"%s\",command=\"%s\",status=\"completed\"}"
            .formatted(node, command);
    double value =
        await(
            "Prometheus: expected " + selector + " to reach " + atLeast,
            () -> {
              JsonNode series = result(prometheus, "/api/v1/query?query=" + encoded(selector));
              double found = series.path(0).path("value").path(1).asDouble(-1);
              return found >= atLeast ? found : null;
            });
    return selector + "  " + (long) value;
  }

  /** Waits until p95 of a command is known, in milliseconds. */
  double p95Millis(String command) throws IOException {
    String query =
        "1000 * histogram_quantile(0.95, sum by (le) (node_command_duration_seconds_bucket{command=\"%s\"}))"
            .formatted(command);
    return await(
        "Prometheus: expected a 95th percentile of " + command,
        () -> {
          JsonNode series = result(prometheus, "/api/v1/query?query=" + encoded(query));
          double found = series.path(0).path("value").path(1).asDouble(Double.NaN);
          return Double.isNaN(found) ? null : found;
        });
  }

  /** Waits until Loki has lines of the trace from {@code nodes} nodes; each as node and message. */
  List<String> logLines(String traceId, int nodes) throws IOException {
    String query = "{service_name=\"" + QuickNode.SERVICE + "\"} | trace_id=\"" + traceId + "\"";
    return await(
        "Loki: expected lines of trace " + traceId + " from " + nodes + " nodes",
        () -> {
          List<String> lines = new ArrayList<>();
          int found = 0;
          for (JsonNode stream :
              result(loki, "/loki/api/v1/query_range?limit=100&query=" + encoded(query))) {
            found++;
            String node = stream.path("stream").path("service_instance_id").asString("?");
            for (JsonNode entry : stream.path("values")) {
              lines.add(node + "  " + entry.path(1).asString(""));
            }
          }
          long distinct =
              lines.stream().map(l -> l.substring(0, l.indexOf(' '))).distinct().count();
          return found > 0 && distinct >= nodes ? lines : null;
        });
  }

  private interface Look<T> {
    /** What was looked for, or null when it is not there yet. */
    @Nullable T look() throws IOException;
  }

  private static <T> T await(String expected, Look<T> look) throws IOException {
    long startNanos = System.nanoTime();
    while (System.nanoTime() - startNanos < LIMIT.toNanos()) {
      T found = look.look();
      if (found != null) return found;
      pause();
    }
    throw new IOException(expected + ", found nothing within " + LIMIT.toSeconds() + " s");
  }

  private static void pause() throws IOException {
    LockSupport.parkNanos(ASK_AGAIN.toNanos());
    if (Thread.interrupted()) throw new InterruptedIOException("interrupted");
  }

  private static JsonNode result(RemoteServer server, String path) throws IOException {
    return server.get(path, "application/json").expect(200).json().path("data").path("result");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
