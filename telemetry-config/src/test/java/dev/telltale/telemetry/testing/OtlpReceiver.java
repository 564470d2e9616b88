package dev.telltale.telemetry.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.telltale.telemetry.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A collector in this process: takes spans, metrics and log records over OTLP and keeps them. Safe
 * for use by many threads.
 */
public final class OtlpReceiver implements AutoCloseable {
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<ResourceMetrics> metrics = new CopyOnWriteArrayList<>();
  private final List<ResourceLogs> logs = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> requestHeaders = new CopyOnWriteArrayList<>();
  private final Transport transport;
  private volatile Function<Request, Reply> reply = request -> Reply.ACCEPT;

  /** What listens, and how OTLP is spoken there. */
  interface Transport extends AutoCloseable {
    /** As it is written in {@code otlp_endpoint}. */
    URI base();

    /** As the exporter of a signal is given it. */
    URI endpoint(Signal signal);

    @Override
    void close();
  }

  /**
   * What came.
   *
   * @param headers names in lower case
   * @param spans that are in it; empty for other signals
   */
  public record Request(Signal signal, Map<String, String> headers, List<ReceivedSpan> spans) {
    public boolean has(String spanName) {
      return spans.stream().anyMatch(span -> span.name().equals(spanName));
    }
  }

  private OtlpReceiver(boolean grpc, int port, @Nullable TestCertificate tls) throws IOException {
    transport = grpc ? new GrpcTransport(this, port, tls) : new HttpTransport(this, port, tls);
  }

  /** Over HTTP, at a free port. */
  public static OtlpReceiver http() throws IOException {
    return new OtlpReceiver(false, 0, null);
  }

  /** Over gRPC, at a free port. */
  public static OtlpReceiver grpc() throws IOException {
    return new OtlpReceiver(true, 0, null);
  }

  /** At {@code port}, with TLS where a certificate is given. */
  public static OtlpReceiver at(boolean grpc, int port, @Nullable TestCertificate tls)
      throws IOException {
    return new OtlpReceiver(grpc, port, tls);
  }

  /** For traces; over HTTP with their path. */
  public URI endpoint() {
    return endpoint(Signal.TRACES);
  }

  /** For one signal; over HTTP with its path. */
  public URI endpoint(Signal signal) {
    return transport.endpoint(signal);
  }

  /** As it is written in {@code otlp_endpoint}. */
  public URI base() {
    return transport.base();
  }

  /** From now on every request gets this answer. */
  public void reply(Reply next) {
    reply = request -> next;
  }

  /** From now on each request gets its answer, as late as it is given. */
  public void reply(Function<Request, Reply> next) {
    reply = next;
  }

  /** Spans of requests that were accepted, in the order of arrival. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  public List<String> spanNames() {
    return spans.stream().map(ReceivedSpan::name).toList();
  }

  /** Metrics of requests that were accepted, in the order of arrival. */
  public List<ResourceMetrics> metrics() {
    return List.copyOf(metrics);
  }

  /** Log records of requests that were accepted, in the order of arrival. */
  public List<ResourceLogs> logs() {
    return List.copyOf(logs);
  }

  /** The headers of every request, names in lower case, also of those that were not accepted. */
  public List<Map<String, String>> requestHeaders() {
    return List.copyOf(requestHeaders);
  }

  @Override
  public void close() {
    transport.close();
  }

  Reply take(Signal signal, Map<String, String> headers, byte[] body)
      throws InvalidProtocolBufferException {
    requestHeaders.add(headers);
    List<ReceivedSpan> received =
        signal == Signal.TRACES
            ? ReceivedSpan.of(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList())
            : List.of();
    Reply now = reply.apply(new Request(signal, headers, received));
    if (now.accepted()) {
      switch (signal) {
        case TRACES -> spans.addAll(received);
        case METRICS ->
            metrics.addAll(ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList());
        case LOGS -> logs.addAll(ExportLogsServiceRequest.parseFrom(body).getResourceLogsList());
      }
    }
    return now;
  }
}
