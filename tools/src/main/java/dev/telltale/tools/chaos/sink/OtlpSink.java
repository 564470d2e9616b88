package dev.telltale.tools.chaos.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Tempo, Loki and Prometheus stand behind the Collector: remembers each item before it
 * answers, so that what the Collector thinks delivered is known here. Whoever starts it closes it.
 */
public final class OtlpSink implements AutoCloseable {
  private static final String COUNTER = "chaos_items_total";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Arrivals spans = Arrivals.ofSpans();
  private final Arrivals lines = Arrivals.ofLines();
  private final Map<String, Double> metrics = new ConcurrentHashMap<>();
  private final NavigableSet<Long> sampled = new ConcurrentSkipListSet<>();
  private volatile String refused = "";
  private volatile @Nullable String trouble;

  private OtlpSink(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of 127.0.0.1. */
  public static OtlpSink start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    OtlpSink sink = new OtlpSink(HttpServer.create(anyPort, 0));
    sink.accept("/v1/traces", request -> OtlpItems.spans(request, sink.spans::add));
    sink.accept("/otlp/v1/logs", request -> OtlpItems.logRecords(request, sink.lines::add));
    sink.accept("/api/v1/otlp/v1/metrics", request -> OtlpSums.read(request, sink::sample));
    sink.server.setExecutor(sink.threads);
    sink.server.start();
    return sink;
  }

  private void sample(String name, double value, long unixNanos) {
    metrics.put(name, value);
    if (name.equals(COUNTER)) sampled.add(unixNanos);
  }

  private interface Reader {
    void read(byte[] request) throws IOException;
  }

  private void accept(String path, Reader reader) {
    server.createContext(path, exchange -> answer(exchange, reader));
  }

  private void answer(HttpExchange exchange, Reader reader) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      int status = 200;
      String unavailable = refused;
      try {
        if (!unavailable.isEmpty() && exchange.getRequestURI().getPath().startsWith(unavailable)) {
          status = 503;
        } else {
          reader.read(request);
        }
      } catch (IOException e) {
        trouble = exchange.getRequestURI() + ": " + e.getMessage();
        status = 503;
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** Answers 503 to requests whose path begins so, from now on; empty for none. */
  public void refuse(String path) {
    refused = path;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public Arrivals spans() {
    return spans;
  }

  public Arrivals lines() {
    return lines;
  }

  /** The newest value under {@code name{label=value, …}}, labels in the order of their names. */
  public OptionalDouble metric(String name) {
    Double value = metrics.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The longest time between two samples of the emitting threads' counter, as they say it. */
  public double longestGapSeconds() {
    long gap = 0;
    long last = 0;
    for (long nanos : sampled) {
      if (last != 0) gap = Math.max(gap, nanos - last);
      last = nanos;
    }
    return Math.round(gap / 1e8) / 10.0;
  }

  /** What could not be understood, or null: then the counts can't be trusted. */
  public @Nullable String trouble() {
    return trouble;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
