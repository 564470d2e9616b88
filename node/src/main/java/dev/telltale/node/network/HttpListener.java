package dev.telltale.node.network;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server with limits: on bodies, headers, idle time and threads. Stops gracefully.
 *
 * <p>Safe for use by many threads; whoever starts it closes it.
 */
public final class HttpListener implements AutoCloseable {
  static final int MAX_HEADER_BYTES = 16 * 1024;

  // More than a command queue has places: what does not fit there is refused, not left waiting
  // here.
  private static final int MAX_THREADS = 320;
  private static final int MAX_CONNECTIONS = 1024;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Server server;
  private final ServerConnector connector;

  private HttpListener(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens.
   *
   * @param name of the threads
   * @param port 0 lets the system choose
   * @param largestBody the largest of {@code maxBodyBytes}
   * @param maxBodyBytes by path
   * @throws IOException when it can't listen there; the message says where and why
   */
  public static HttpListener start(
      String name,
      String host,
      int port,
      int largestBody,
      ToIntFunction<String> maxBodyBytes,
      HttpMessage.Service service)
      throws IOException {
    return start(name, host, port, HttpLimits.of(largestBody, maxBodyBytes), service);
  }

  static HttpListener start(
      String name, String host, int port, HttpLimits limits, HttpMessage.Service service)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName(name);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    server.setErrorHandler(new ProblemErrors());
    server.setHandler(new GracefulHandler(new HttpAdapter(service, limits)));
    server.setStopTimeout(STOP.toMillis());
    try {
      server.start();
    } catch (Exception e) {
      stopQuietly(server);
      throw new IOException(host + ":" + port + ": " + reason(e), e);
    }
    return new HttpListener(server, connector);
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Finishes what it began, for a limited time. */
  @Override
  public void close() {
    stopQuietly(server);
  }

  private static void stopQuietly(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      // It is going away; what it had begun was cut off after its time, and its clients see that.
      server.destroy();
    }
  }

  private static String reason(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof BindException && t.getMessage() != null) return t.getMessage();
    }
    return e.toString();
  }
}
