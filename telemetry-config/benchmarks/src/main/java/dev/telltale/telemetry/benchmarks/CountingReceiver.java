package dev.telltale.telemetry.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * A collector that takes spans as fast as it can and only counts them. A process of its own, so
 * that it shares no heap with what is measured; it ends with its standard input.
 */
final class CountingReceiver {
  private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";
  private static final int LARGEST_REQUEST = 64 << 20;

  /** This many more requests are answered as by a collector that is too busy. */
  private static final AtomicInteger refuse = new AtomicInteger();

  private CountingReceiver() {}

  /**
   * Arguments: {@code grpc} or {@code http}, the port or 0, the file of the count, and how many
   * requests to refuse first.
   */
  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    SharedCount spans = new SharedCount(Path.of(args[2]));
    refuse.set(Integer.parseInt(args[3]));
    System.out.println(args[0].equals("grpc") ? grpc(address, spans) : http(address, spans));
    System.out.flush();
    while (System.in.read() != -1) {
      // whoever started it says nothing; the end of the stream is its end
    }
    Runtime.getRuntime().halt(0);
  }

  private static int grpc(InetSocketAddress address, SharedCount spans) throws IOException {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(SERVICE + "/Export")
            .build();
    Server server =
        NettyServerBuilder.forAddress(address)
            .maxInboundMessageSize(LARGEST_REQUEST)
            .addService(
                ServerServiceDefinition.builder(SERVICE)
                    .addMethod(
                        export,
                        ServerCalls.asyncUnaryCall(
                            (request, answer) -> {
                              if (refuse.getAndDecrement() > 0) {
                                answer.onError(Status.UNAVAILABLE.asRuntimeException());
                                return;
                              }
                              count(request, spans);
                              answer.onNext(new byte[0]);
                              answer.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    return server.getPort();
  }

  private static int http(InetSocketAddress address, SharedCount spans) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/", exchange -> answer(exchange, spans));
    server.start();
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, SharedCount spans) throws IOException {
    try (exchange) {
      if (refuse.getAndDecrement() > 0) {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream raw = exchange.getRequestBody();
      try (InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
        count(in.readAllBytes(), spans);
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static void count(byte[] request, SharedCount spans) {
    try {
      spans.add(SpanCount.of(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
