package dev.telltale.node.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server with limits: on bodies, headers, idle time and threads. Stops gracefully.
 *
 * <p>Safe for use by many threads; whoever starts it closes it.
 */
public final class HttpListener implements AutoCloseable {
  private static final int MAX_THREADS = 64;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MIN_BYTES_PER_SECOND = 1024;
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
   * @throws IOException when it can't listen there; the message says where and why
   */
  public static HttpListener start(
      String name, String host, int port, int maxBodyBytes, HttpMessage.Service service)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName(name);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setMinRequestDataRate(MIN_BYTES_PER_SECOND);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(new Adapter(service, maxBodyBytes)));
    server.setErrorHandler(HttpListener::refused);
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

  /** What the server refuses by itself: a request line, header or escape that it can't read. */
  private static boolean refused(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem =
        new Problem(
            status, HttpStatus.getMessage(status), "request: expected HTTP/1.1, found what is not");
    response.getHeaders().put("Content-Type", Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(problem.json(null, null)), callback);
    return true;
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

  private static final class Adapter extends Handler.Abstract {
    private final HttpMessage.Service service;
    private final int maxBodyBytes;

    Adapter(HttpMessage.Service service, int maxBodyBytes) {
      this.service = service;
      this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      HttpMessage.Answer answer = answer(request);
      response.setStatus(answer.status());
      answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
      return true;
    }

    private HttpMessage.Answer answer(Request request) throws IOException {
      byte[] body = null;
      if (request.getLength() <= maxBodyBytes) {
        try (InputStream in = Content.Source.asInputStream(request)) {
          body = in.readNBytes(maxBodyBytes + 1);
        }
      }
      if (body == null || body.length > maxBodyBytes) return tooLarge();
      return service.answer(
          new HttpMessage.Request(
              request.getMethod(),
              Request.getPathInContext(request),
              query(request),
              headers(request),
              body));
    }

    private HttpMessage.Answer tooLarge() {
      Problem problem =
          new Problem(
              413,
              "Content too large",
              "body: expected at most " + maxBodyBytes + " bytes, found more");
      // What is left of the body is not read, so the connection can't be used again.
      return new HttpMessage.Answer(
          413,
          Map.of("Content-Type", Problem.CONTENT_TYPE, "Connection", "close"),
          problem.json(null, null));
    }

    private static Map<String, String> query(Request request) {
      Map<String, String> query = new LinkedHashMap<>();
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.put(field.getName(), field.getValue());
      }
      return query;
    }

    private static Map<String, String> headers(Request request) {
      Map<String, String> headers = new HashMap<>();
      for (HttpField field : request.getHeaders()) {
        headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue());
      }
      return headers;
    }
  }
}
