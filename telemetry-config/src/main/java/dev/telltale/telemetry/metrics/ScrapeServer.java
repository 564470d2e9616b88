package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small HTTP server that one slow or hostile client can't keep from answering another. */
final class ScrapeServer {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
  // A burst of clients that is larger waits for the system to try again, for a second and more.
  private static final int NOT_YET_ACCEPTED = 1024;

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
    // No thread waits in accept: an interrupt there would close the port for good.
    ServerConnector connector =
        new ServerConnector(
            server, null, timer, null, 0, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setReuseAddress(true);
    connector.setAcceptQueueSize(NOT_YET_ACCEPTED);
    connector.setIdleTimeout(LONGEST_SILENCE.toMillis());
    ConnectionLimits limits = new ConnectionLimits(timer);
    connector.addBean(limits);
    server.addConnector(connector);
    server.setHandler(counted(handler, limits));
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

  private static Handler counted(Handler handler, ConnectionLimits limits) {
    return new Handler.Wrapper(handler) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        limits.asked(request.getConnectionMetaData().getConnection());
        return super.handle(request, response, callback);
      }
    };
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // One request a connection: then the deadlines cover every header that is read.
    http.setPersistentConnectionsEnabled(false);
    return http;
  }
}
