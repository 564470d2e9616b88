package dev.telltale.stack.panels;

import dev.telltale.stack.TestServers;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where a node's telemetry goes.
 *
 * @param otlp base URL of OTLP over HTTP, for metrics and traces
 * @param logs the folder whose log files the Collector reads
 */
record TelemetryRoute(URI otlp, Path logs) {
  /** Through the Collector of these servers. */
  static TelemetryRoute into(TestServers servers) {
    return new TelemetryRoute(
        URI.create("http://127.0.0.1:" + servers.env().port("COLLECTOR_OTLP_HTTP_PORT")),
        servers.env().path("STATE_DIR").resolve("nodes"));
  }
}
