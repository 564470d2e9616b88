package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.OtlpConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP, by the JDK's client: okhttp needs 45 ms for a request on loopback, this one 3 to
 * 6, and headers of the answer can be read.
 */
final class HttpTransport implements Transport {
  /** How much later than its own limit a client that lives may say that it was reached. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private final @Nullable Tls tls;
  private final ThreadPoolExecutor threads;
  private final URI url;
  private final boolean gzip;
  private final Duration timeout;
  private final Supplier<Map<String, String>> headers;
  private volatile HttpClient client;
  private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  HttpTransport(
      OtlpConfig config,
      @Nullable Tls tls,
      Supplier<Map<String, String>> headers,
      int atOnce,
      String threadName) {
    this.url = config.endpoint();
    this.gzip = config.compression() == Compression.GZIP;
    this.timeout = config.timeout();
    this.headers = headers;
    threads = Threads.pool(threadName, atOnce);
    this.tls = tls;
    client = client();
  }

  private HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Connection.connectLimit(timeout))
            .executor(threads);
    if (tls != null) {
      builder.sslContext(tls.context());
    }
    return builder.build();
  }

  @Override
  public void send(byte[] request, Consumer<Answer> answered) {
    HttpRequest.Builder post = HttpRequest.newBuilder(withoutUser(url)).timeout(timeout);
    post.setHeader("user-agent", USER_AGENT);
    headers.get().forEach(post::setHeader);
    post.setHeader("content-type", "application/x-protobuf");
    if (gzip) {
      post.setHeader("content-encoding", "gzip");
    }
    byte[] body = gzip ? Gzip.pack(request) : request;
    post.POST(HttpRequest.BodyPublishers.ofByteArray(body));
    HttpClient with = client;
    AtomicBoolean begun = new AtomicBoolean();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        with.sendAsync(
            post.build(),
            info -> {
              begun.set(true);
              return new AnswerBody();
            });
    Long key = number.incrementAndGet();
    underWay.put(key, exchange);
    // The client's own limit ends with the header of the answer; this one covers its body too.
    CompletableFuture<?> unused =
        exchange
            .thenApply(HttpTransport::answer)
            .orTimeout(timeout.plus(LATE).toNanos(), TimeUnit.NANOSECONDS)
            .exceptionally(
                thrown ->
                    !begun.get() && isOfADeadClient(thrown)
                        ? replaced(with)
                        : Answer.of(thrown, timeout))
            .thenAccept(
                answer -> {
                  exchange.cancel(true); // where it is still under way, its connection is closed
                  underWay.remove(key);
                  answered.accept(answer);
                });
  }

  /**
   * A client whose one thread has ended, by an error say, never answers nor says that it is late,
   * or, from JDK 21 on, refuses every request with these words.
   */
  private static boolean isOfADeadClient(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return cause instanceof TimeoutException
        || (cause != null && "selector manager closed".equals(cause.getMessage()));
  }

  private synchronized Answer replaced(HttpClient dead) {
    try {
      if (client.equals(dead)) {
        client = client();
      }
      return Answer.kept("HTTP client ended, another one is in its place", Answer.Cause.CLIENT);
    } catch (RuntimeException | Error e) { // no more open files, say: the next request tries again
      return Answer.of(e, timeout);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    String wait = response.headers().firstValue("retry-after").orElse(null);
    return Verdicts.ofHttp(response.statusCode(), response.body())
        .askedToWait(RetryDelay.ofHttp(wait, InstantSource.system().instant()));
  }

  /** The JDK's client refuses a URL that names a user. Tokens belong into headers. */
  private static URI withoutUser(URI url) {
    if (url.getRawUserInfo() == null) {
      return url;
    }
    String authority = url.getRawAuthority().substring(url.getRawUserInfo().length() + 1);
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + authority + url.getRawPath() + query);
  }

  @Override
  public void close() {
    underWay.values().forEach(exchange -> exchange.cancel(true));
    threads.shutdown(); // and not now: what was cancelled still has to be answered
  }
}
