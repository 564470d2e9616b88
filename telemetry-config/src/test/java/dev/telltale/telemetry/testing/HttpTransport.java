package dev.telltale.telemetry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP with protobuf bodies. */
final class HttpTransport implements OtlpReceiver.Transport {
  private final HttpServer server;
  private final String scheme;
  private final OtlpReceiver receiver;

  HttpTransport(OtlpReceiver receiver, int port, @Nullable TestCertificate tls) throws IOException {
    this.receiver = receiver;
    this.scheme = tls == null ? "http" : "https";
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
      server = https;
    }
    server.createContext("/", this::handle);
    server.start();
  }

  @Override
  public URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/v1/traces")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      boolean gzip = "gzip".equals(headers.get("content-encoding"));
      InputStream raw = exchange.getRequestBody();
      ExportTraceServiceRequest request;
      try (InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
        request = ExportTraceServiceRequest.parseFrom(in);
      }
      OtlpReceiver.Reply reply = receiver.take(headers, request);
      byte[] body = reply.body().toByteArray();
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(reply.httpStatus(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
