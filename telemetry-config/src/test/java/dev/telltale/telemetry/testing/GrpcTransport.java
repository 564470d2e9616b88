package dev.telltale.telemetry.testing;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** OTLP over gRPC. */
final class GrpcTransport extends TraceServiceGrpc.TraceServiceImplBase
    implements OtlpReceiver.Transport, ServerInterceptor {
  private static final Context.Key<Map<String, String>> HEADERS = Context.key("headers");

  private final OtlpReceiver receiver;
  private final Server server;
  private final String scheme;

  GrpcTransport(OtlpReceiver receiver, int port, @Nullable TestCertificate tls) throws IOException {
    this.receiver = receiver;
    this.scheme = tls == null ? "http" : "https";
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .addService(this)
            .intercept(this);
    if (tls != null) {
      builder.useTransportSecurity(tls.certificatePem(), tls.privateKeyPem());
    }
    server = builder.build().start();
  }

  @Override
  public URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getPort());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : metadata.keys()) {
      if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        String value = metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        headers.put(name, String.valueOf(value));
      }
    }
    return Contexts.interceptCall(
        Context.current().withValue(HEADERS, headers), call, metadata, next);
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
    OtlpReceiver.Reply reply = receiver.take(HEADERS.get(), request);
    switch (reply.httpStatus()) {
      case 200 -> {
        answer.onNext(reply.body());
        answer.onCompleted();
      }
      case 400 -> answer.onError(Status.INVALID_ARGUMENT.asException());
      case 401 -> answer.onError(Status.UNAUTHENTICATED.asException());
      default -> answer.onError(Status.UNAVAILABLE.asException());
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
