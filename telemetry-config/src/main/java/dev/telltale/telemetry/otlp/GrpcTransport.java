package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.OtlpConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC, by the client that the SDK has with it. Its own sender follows redirects, takes
 * more than four requests at a time only by chance, and tells nobody when to come back.
 */
final class GrpcTransport implements Transport {
  private static final MediaType GRPC = MediaType.get("application/grpc");
  private static final int FRAME_HEADER = 5;

  private final OkHttpClient client;
  private final ThreadPoolExecutor threads;
  private final HttpUrl url;
  private final boolean gzip;
  private final Duration timeout;
  private final Supplier<Map<String, String>> headers;

  /**
   * @param path of the service and its method
   * @param atOnce how many requests are under way at most
   */
  GrpcTransport(
      OtlpConfig config,
      String path,
      @Nullable Tls tls,
      Supplier<Map<String, String>> headers,
      int atOnce,
      String threadName) {
    this.headers = headers;
    this.timeout = config.timeout();
    this.gzip = config.compression() == Compression.GZIP;
    URI endpoint = config.endpoint();
    url = HttpUrl.get(endpoint.toString()).newBuilder().encodedPath(path).build();
    threads = Threads.pool(threadName, atOnce);
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(atOnce);
    dispatcher.setMaxRequestsPerHost(atOnce);
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .socketFactory(new PromptSockets())
            .callTimeout(timeout)
            .connectTimeout(Connection.connectLimit(timeout))
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .followRedirects(false)
            .followSslRedirects(false)
            .protocols(
                url.isHttps()
                    ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                    : List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    if (tls != null) {
      builder.sslSocketFactory(tls.context().getSocketFactory(), tls.trust());
    }
    client = builder.build();
  }

  @Override
  public void send(byte[] request, Consumer<Answer> answered) {
    Request.Builder post = new Request.Builder().url(url).post(body(request));
    post.header("user-agent", USER_AGENT);
    headers.get().forEach(post::header);
    post.header("te", "trailers");
    // Said, so that okhttp does not ask for gzip and unpack whatever comes.
    post.header("accept-encoding", "identity");
    if (gzip) {
      post.header("grpc-encoding", "gzip");
    }
    client
        .newCall(post.build())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException thrown) {
                // A connection that a firewall forgot would be used again, and time out again.
                client.connectionPool().evictAll();
                answered.accept(Answer.of(thrown, timeout));
              }

              @Override
              public void onResponse(Call call, Response response) {
                answered.accept(answer(response));
              }
            });
  }

  private Answer answer(Response response) {
    try (response) {
      byte[] message = message(response.body().source());
      if (response.code() != 200) {
        return Verdicts.ofGrpcOverHttp(response.code());
      }
      String status = trailer(response, "grpc-status");
      if (status == null) {
        return Answer.kept("expected gRPC, found another protocol", Answer.Cause.ENDPOINT);
      }
      String words = trailer(response, "grpc-message");
      Answer answer =
          Verdicts.ofGrpc(Integer.parseInt(status.strip()), words == null ? "" : words, message);
      return answer.askedToWait(
          RetryDelay.ofGrpc(
              trailer(response, "grpc-retry-pushback-ms"),
              trailer(response, "grpc-status-details-bin")));
    } catch (IOException e) {
      return Answer.of(e, timeout);
    } catch (RuntimeException e) { // what a server sends may be anything
      return Answer.kept("expected gRPC, found something unreadable", Answer.Cause.ENDPOINT);
    }
  }

  private static @Nullable String trailer(Response response, String name) throws IOException {
    String inHeaders = response.header(name);
    return inHeaders != null ? inHeaders : response.trailers().get(name);
  }

  /** The first message of the answer; empty when it is packed, which we did not ask for. */
  private static byte[] message(BufferedSource source) throws IOException {
    boolean more = source.request(LARGEST_ANSWER + 1L);
    if (more) {
      throw new IOException("expected an answer of at most 4 MiB, found more");
    }
    ByteBuffer answer = ByteBuffer.wrap(source.readByteArray());
    if (answer.remaining() < FRAME_HEADER || answer.get() != 0) {
      return new byte[0];
    }
    byte[] message = new byte[Math.max(0, Math.min(answer.getInt(), answer.remaining()))];
    answer.get(message);
    return message;
  }

  private RequestBody body(byte[] request) {
    return new Frame(gzip ? Gzip.pack(request) : request, gzip);
  }

  /** A message behind its header, without a copy of it. */
  private static final class Frame extends RequestBody {
    private final byte[] message;
    private final boolean packed;

    Frame(byte[] message, boolean packed) {
      this.message = message;
      this.packed = packed;
    }

    @Override
    public MediaType contentType() {
      return GRPC;
    }

    @Override
    public long contentLength() {
      return FRAME_HEADER + (long) message.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.writeByte(packed ? 1 : 0).writeInt(message.length).write(message);
    }
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    threads.shutdown(); // and not now: what was cancelled still has to be answered
  }
}
