package dev.telltale.collector;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The body of an OTLP request, which may be compressed. */
final class Gunzip {
  private Gunzip() {}

  static byte[] body(HttpExchange exchange) throws IOException {
    InputStream raw = exchange.getRequestBody();
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = gzip ? new GZIPInputStream(raw) : raw) {
      return body.readAllBytes();
    }
  }
}
