package dev.telltale.tools.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that is asked over HTTP. Every problem is an {@link IOException} whose message is the
 * whole story. Safe for use by many threads.
 */
public final class RemoteServer {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final long MAX_ANSWER_BYTES = 64L * 1024 * 1024;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private final URI base;
  private final String expected;
  private final Duration limit;

  /**
   * @param expected what should be there, for messages: "a running node"
   * @param limit for a request and its whole answer
   */
  public RemoteServer(URI base, String expected, Duration limit) {
    this.base = base;
    this.expected = expected;
    this.limit = limit;
  }

  /** {@code pathAndQuery} begins with a slash and is already encoded. */
  public RemoteAnswer get(String pathAndQuery, String accept) throws IOException {
    return send(request(pathAndQuery, accept).GET().build());
  }

  public RemoteAnswer post(String path, String mediaType, byte[] body, String accept)
      throws IOException {
    return send(
        request(path, accept)
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  @Override
  public String toString() {
    return base.toString();
  }

  private HttpRequest.Builder request(String pathAndQuery, String accept) {
    String root = base.toString().replaceAll("/+$", "");
    return HttpRequest.newBuilder(URI.create(root + pathAndQuery)).header("Accept", accept);
  }

  private RemoteAnswer send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        HTTP.sendAsync(request, head -> new CappedBody(MAX_ANSWER_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new RemoteAnswer(
          request.uri(),
          response.statusCode(),
          type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT),
          response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(
          request.uri() + ": expected an answer within " + limit.toSeconds() + " s, found none", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException(request.uri() + ": interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw new IOException(said(request.uri(), e), e);
    }
  }

  private String said(URI asked, Throwable thrown) {
    boolean connecting = false;
    Throwable root = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CappedBody.TooLarge) return asked + ": " + t.getMessage();
      if (t instanceof HttpConnectTimeoutException) {
        return instead("no answer within " + CONNECT_LIMIT.toSeconds() + " s");
      }
      if (t instanceof UnresolvedAddressException) return instead("no such host");
      connecting |= t instanceof ConnectException;
      root = t;
    }
    // The client of Java 17 keeps the system's words to itself.
    if (connecting) return instead("nothing listening (Connection refused)");
    String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return instead("a connection that broke (" + words + ")");
  }

  private String instead(String found) {
    return base + ": expected " + expected + ", found " + found;
  }
}
