package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.watch.SignalWatch;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /metrics}, and nothing else. */
final class ScrapeHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(ScrapeHandler.class);

  /** Prometheus sends it, and whatever else scrapes with its code, our Collector included. */
  private static final String SCRAPER = "X-Prometheus-Scrape-Timeout-Seconds";

  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Supplier<MetricSnapshots> snapshots;
  private final SignalWatch watch;
  private final Runnable onScraper;

  /**
   * @param onScraper called when it is not a person who reads
   */
  ScrapeHandler(Supplier<MetricSnapshots> snapshots, SignalWatch watch, Runnable onScraper) {
    this.snapshots = snapshots;
    this.watch = watch;
    this.onScraper = onScraper;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!Request.getPathInContext(request).equals("/metrics")) {
      text(response, callback, HttpStatus.NOT_FOUND_404, "Only /metrics is here.\n");
    } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      text(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "Only GET and HEAD.\n");
    } else {
      scrape(request, response, callback);
    }
    return true;
  }

  private void scrape(Request request, Response response, Callback callback) {
    try {
      ExpositionFormatWriter format =
          formats.findWriter(request.getHeaders().get(HttpHeader.ACCEPT));
      boolean gzip = request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
      byte[] page = page(format, gzip);
      if (gzip) {
        response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
      }
      response.getHeaders().put(HttpHeader.VARY, "Accept, Accept-Encoding");
      watch.delivered();
      if (request.getHeaders().contains(SCRAPER)) {
        onScraper.run();
      }
      send(response, callback, HttpStatus.OK_200, format.getContentType(), page);
    } catch (IOException | RuntimeException e) {
      log.warn("telemetry: metrics: no page: {}", e.toString());
      text(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, "See the service's log.\n");
    }
  }

  private byte[] page(ExpositionFormatWriter format, boolean gzip) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream(64 * 1024);
    try (OutputStream out = gzip ? new GZIPOutputStream(page) : page) {
      format.write(out, snapshots.get());
    }
    return page.toByteArray();
  }

  private static void text(Response response, Callback callback, int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    send(response, callback, status, "text/plain;charset=utf-8", bytes);
  }

  /** Does not wait for the reader: a slow one keeps a connection, but no thread. */
  private static void send(
      Response response, Callback callback, int status, String contentType, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
