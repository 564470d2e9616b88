package dev.telltale.telemetry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.telltale.telemetry.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP with protobuf bodies. */
final class HttpTransport implements OtlpReceiver.Transport {
  private final HttpServer server;
  private final String scheme;
  private final OtlpReceiver receiver;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  HttpTransport(OtlpReceiver receiver, int port, @Nullable TestCertificate tls) throws IOException {
    this.receiver = receiver;
    this.scheme = tls == null ? "http" : "https";
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(tls.https());
      server = https;
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @Override
  public URI base() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public URI endpoint(Signal signal) {
    return URI.create(base() + "/v1/" + signal.label());
  }

  private static @Nullable Signal at(String path) {
    for (Signal signal : Signal.values()) {
      if (path.equals("/v1/" + signal.label())) {
        return signal;
      }
    }
    return null;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Signal signal = at(exchange.getRequestURI().getPath());
      if (signal == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      boolean gzip = "gzip".equals(headers.get("content-encoding"));
      InputStream raw = exchange.getRequestBody();
      byte[] request;
      try (InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
        request = in.readAllBytes();
      }
      Reply reply = receiver.take(signal, headers, request);
      byte[] body = reply.body();
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      if (reply.retryAfterSeconds() != null) {
        exchange.getResponseHeaders().add("Retry-After", reply.retryAfterSeconds().toString());
      }
      exchange.sendResponseHeaders(reply.httpStatus(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
