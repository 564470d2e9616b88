package dev.telltale.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Stands where Tempo, Prometheus and Loki stand, and keeps what the Collector sent them. */
final class FarSide implements AutoCloseable {
  private final List<ResourceSpans> spans = new CopyOnWriteArrayList<>();
  private final List<ResourceMetrics> metrics = new CopyOnWriteArrayList<>();
  private final List<ResourceLogs> logs = new CopyOnWriteArrayList<>();
  private final Server grpc;
  private final HttpServer http;
  private volatile Predicate<HttpExchange> admitted = exchange -> true;
  private volatile boolean keeping = true;

  /** Listens like Tempo on the first port and like Prometheus and Loki on the second. */
  FarSide(int grpcPort, HttpServer http) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(loopback, grpcPort))
            .addService(new Traces())
            .build()
            .start();
    this.http = http;
    accept(
        "/v1/traces",
        bytes -> spans.addAll(ExportTraceServiceRequest.parseFrom(bytes).getResourceSpansList()));
    accept(
        "/v1/metrics",
        bytes ->
            metrics.addAll(ExportMetricsServiceRequest.parseFrom(bytes).getResourceMetricsList()));
    accept(
        "/v1/logs",
        bytes -> logs.addAll(ExportLogsServiceRequest.parseFrom(bytes).getResourceLogsList()));
    http.start();
  }

  static HttpServer plainHttp(int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
  }

  /** Speaks TLS and takes only requests with {@code Authorization: Bearer <token>}. */
  static FarSide withTls(int port, TestCertificate certificate, String token) throws IOException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    FarSide far = new FarSide(0, https);
    far.admitted =
        exchange ->
            ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    return far;
  }

  /** From now on it answers and forgets. */
  FarSide keepingNothing() {
    keeping = false;
    return this;
  }

  private interface Reader {
    void read(byte[] request) throws IOException;
  }

  private void accept(String path, Reader reader) {
    for (String before : List.of("", "/otlp", "/api/v1/otlp")) {
      http.createContext(before + path, exchange -> answer(exchange, reader));
    }
  }

  private void answer(HttpExchange exchange, Reader reader) throws IOException {
    try (exchange) {
      byte[] body = Gunzip.body(exchange);
      if (admitted.test(exchange)) {
        if (keeping) {
          reader.read(body);
        }
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(401, -1);
      }
    }
  }

  Stream<Span> spans() {
    return spans.stream()
        .flatMap(of -> of.getScopeSpansList().stream())
        .flatMap(of -> of.getSpansList().stream());
  }

  Stream<ResourceSpans> resourceSpans() {
    return spans.stream();
  }

  Stream<ResourceMetrics> resourceMetrics() {
    return metrics.stream();
  }

  Stream<Metric> metrics() {
    return metrics.stream().flatMap(FarSide::metricsOf);
  }

  static Stream<Metric> metricsOf(ResourceMetrics of) {
    return of.getScopeMetricsList().stream().flatMap(scope -> scope.getMetricsList().stream());
  }

  Stream<ResourceLogs> resourceLogs() {
    return logs.stream();
  }

  Stream<LogRecord> logs() {
    return logs.stream().flatMap(FarSide::logsOf);
  }

  static Stream<LogRecord> logsOf(ResourceLogs of) {
    return of.getScopeLogsList().stream().flatMap(scope -> scope.getLogRecordsList().stream());
  }

  /** Everything that arrived, as text. */
  String everything() {
    return spans + "\n" + metrics + "\n" + logs;
  }

  @Override
  public void close() {
    grpc.shutdownNow();
    http.stop(0);
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
      if (keeping) {
        spans.addAll(request.getResourceSpansList());
      }
      answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }
}
