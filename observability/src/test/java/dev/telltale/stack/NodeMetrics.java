package dev.telltale.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A /metrics page as a node shows it, with one exemplar. */
final class NodeMetrics implements AutoCloseable {
  static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";
  private static final String PAGE =
      """
      # TYPE node_command counter
      node_command_total{command="publish_collection",status="completed"} 3.0
      # TYPE node_command_duration_seconds histogram
      # UNIT node_command_duration_seconds seconds
      node_command_duration_seconds_bucket{command="publish_collection",status="completed",le="0.25"} 3 # {span_id="eee19b7ec3c1b174",trace_id="5b8efff798038103d269b633813fc60c"} 0.2
      node_command_duration_seconds_bucket{command="publish_collection",status="completed",le="+Inf"} 3
      node_command_duration_seconds_count{command="publish_collection",status="completed"} 3
      node_command_duration_seconds_sum{command="publish_collection",status="completed"} 0.5
      # TYPE node_sync_last_success_unix gauge
      node_sync_last_success_unix 1.7e9
      # EOF
      """;

  private final HttpServer server;

  NodeMetrics() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Content-Type", "application/openmetrics-text; version=1.0.0");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
