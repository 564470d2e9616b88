package dev.telltale.telemetry.testing;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.telltale.telemetry.Signal;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** OTLP over gRPC. */
final class GrpcTransport implements OtlpReceiver.Transport, ServerInterceptor {
  private static final Context.Key<Map<String, String>> HEADERS = Context.key("headers");
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final OtlpReceiver receiver;
  private final Server server;
  private final String scheme;

  GrpcTransport(OtlpReceiver receiver, int port, @Nullable TestCertificate tls) throws IOException {
    this.receiver = receiver;
    this.scheme = tls == null ? "http" : "https";
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
            .addService(service(Signal.TRACES, TraceServiceGrpc.SERVICE_NAME))
            .addService(service(Signal.METRICS, MetricsServiceGrpc.SERVICE_NAME))
            .addService(service(Signal.LOGS, LogsServiceGrpc.SERVICE_NAME))
            .intercept(this);
    if (tls != null) {
      tls.secure(builder);
    }
    server = builder.build().start();
  }

  private ServerServiceDefinition service(Signal signal, String name) {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(name, "Export"))
            .build();
    ServerCalls.UnaryMethod<byte[], byte[]> answer = (request, to) -> answer(signal, request, to);
    return ServerServiceDefinition.builder(name)
        .addMethod(export, ServerCalls.asyncUnaryCall(answer))
        .build();
  }

  @Override
  public URI base() {
    return URI.create(scheme + "://127.0.0.1:" + server.getPort());
  }

  @Override
  public URI endpoint(Signal signal) {
    return base();
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

  private void answer(Signal signal, byte[] request, StreamObserver<byte[]> to) {
    Reply reply;
    try {
      reply = receiver.take(signal, HEADERS.get(), request);
    } catch (InvalidProtocolBufferException e) {
      to.onError(Status.INVALID_ARGUMENT.asException());
      return;
    }
    if (reply.accepted()) {
      to.onNext(reply.body());
      to.onCompleted();
      return;
    }
    Metadata trailers = new Metadata();
    if (reply.retryAfterSeconds() != null) {
      trailers.put(DETAILS, comeBackAfter(reply.retryAfterSeconds()));
    }
    to.onError(reply.grpcStatus().asException(trailers));
  }

  /** As the OTLP specification wants it said. */
  private static byte[] comeBackAfter(int seconds) {
    RetryInfo info =
        RetryInfo.newBuilder()
            .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(seconds))
            .build();
    return com.google.rpc.Status.newBuilder().addDetails(Any.pack(info)).build().toByteArray();
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

  /** Messages as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
