package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small HTTP server that one slow or hostile client can't keep from answering another. */
final class ScrapeServer {
  private static final Duration TIME_FOR_THE_HEADER = Duration.ofSeconds(5);
  private static final int MOST_CONNECTIONS = 64;

  private static final Logger log = LoggerFactory.getLogger(ScrapeServer.class);

  private final Server server;
  private final ServerConnector connector;

  private ScrapeServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens at {@code address}.
   *
   * @throws IOException if it can't; then nothing of it is left
   */
  static ScrapeServer open(HostPort address, Handler handler) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setName("telemetry-metrics");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ScheduledExecutorScheduler timer =
        new ScheduledExecutorScheduler("telemetry-metrics-timer", true);
    ServerConnector connector =
        new ServerConnector(
            server, null, timer, null, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setReuseAddress(true);
    connector.setIdleTimeout(TIME_FOR_THE_HEADER.toMillis());
    connector.addBean(new HeaderDeadline(timer, TIME_FOR_THE_HEADER));
    connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    server.addConnector(connector);
    server.setHandler(handler);
    ScrapeServer made = new ScrapeServer(server, connector);
    try {
      connector.open(); // before any thread is started
      server.start();
    } catch (Exception e) { // what Jetty declares
      made.close();
      throw e instanceof IOException io ? io : new IOException(e);
    }
    return made;
  }

  int port() {
    return connector.getLocalPort();
  }

  void close() {
    connector.close();
    try {
      server.stop();
    } catch (Exception e) { // what Jetty declares; it has stopped by then as far as it can
      log.warn("telemetry: metrics: stopping: {}", Reason.of(e));
    }
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // One request a connection: then the deadline above covers every header that is read.
    http.setPersistentConnectionsEnabled(false);
    return http;
  }
}
