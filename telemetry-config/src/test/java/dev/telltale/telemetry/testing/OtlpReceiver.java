package dev.telltale.telemetry.testing;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A collector in this process: takes spans over OTLP and keeps them. Safe for use by many threads.
 */
public final class OtlpReceiver implements AutoCloseable {
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> requestHeaders = new CopyOnWriteArrayList<>();
  private final Transport transport;
  private volatile Reply reply = Reply.ACCEPT;

  /** What listens, and how OTLP is spoken there. */
  interface Transport extends AutoCloseable {
    /** As it is written in {@code otlp_endpoint}. */
    URI endpoint();

    @Override
    void close();
  }

  /**
   * What the receiver says to a request.
   *
   * @param httpStatus 200 for success; also gives the gRPC status
   * @param rejected spans that it says it did not take, with a message
   */
  public record Reply(int httpStatus, long rejected, String message) {
    public static final Reply ACCEPT = new Reply(200, 0, "");
    public static final Reply UNAUTHORIZED = new Reply(401, 0, "");
    public static final Reply BAD_REQUEST = new Reply(400, 0, "");
    public static final Reply UNAVAILABLE = new Reply(503, 0, "");

    ExportTraceServiceResponse body() {
      ExportTraceServiceResponse.Builder body = ExportTraceServiceResponse.newBuilder();
      if (rejected > 0) {
        body.setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(message));
      }
      return body.build();
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

  /** As it is written in {@code otlp_endpoint}; over HTTP with the path of traces. */
  public URI endpoint() {
    return transport.endpoint();
  }

  /** From now on every request gets this answer. */
  public void reply(Reply next) {
    reply = next;
  }

  /** Spans of requests that were accepted, in the order of arrival. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  public List<String> spanNames() {
    return spans.stream().map(ReceivedSpan::name).toList();
  }

  /** The headers of every request, names in lower case, also of those that were not accepted. */
  public List<Map<String, String>> requestHeaders() {
    return List.copyOf(requestHeaders);
  }

  @Override
  public void close() {
    transport.close();
  }

  Reply take(Map<String, String> headers, ExportTraceServiceRequest request) {
    requestHeaders.add(headers);
    Reply now = reply;
    if (now.httpStatus() == 200) {
      spans.addAll(ReceivedSpan.of(request.getResourceSpansList()));
    }
    return now;
  }
}
