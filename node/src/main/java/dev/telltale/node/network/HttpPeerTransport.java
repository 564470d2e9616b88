package dev.telltale.node.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Requests to other nodes over HTTP/1.1. */
public final class HttpPeerTransport implements PeerTransport {
  /**
   * The largest body that one node takes from another: the canonical form of what can be published,
   * which has no prefixes and so is longer than it was, as a JSON string.
   */
  public static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

  private final HttpClient client;
  private final Duration timeout;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "peer-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * With these limits on every request.
   *
   * @param connectTimeout how long a peer has to accept a connection
   * @param timeout how long it then has to begin its answer
   */
  public HttpPeerTransport(Duration connectTimeout, Duration timeout) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
    this.timeout = timeout;
  }

  @Override
  public PeerReply call(PeerCall call) throws IOException {
    String base = call.baseUrl().toString();
    URI url = URI.create(base.replaceFirst("/+$", "") + call.protocol().path());
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .timeout(timeout)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
      call.headers().forEach(request::header);
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      // The client's own timeout ends with the headers; a peer could trickle its body for ever.
      try (InputStream in = response.body();
          Closing ignored = closeLater(in)) {
        byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
          throw new IOException("expected at most " + MAX_BODY_BYTES + " bytes, found more");
        }
        return new PeerReply(response.statusCode(), firstOfEach(response), body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(url + ": interrupted", e);
    } catch (ConnectException e) {
      // The JDK's client says nothing more than the name of this exception.
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new IOException(url + ": " + why, e);
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException(url + ": " + why, e);
    }
  }

  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  private Closing closeLater(InputStream in) {
    Future<?> closing =
        deadlines.schedule(
            () -> {
              in.close();
              return null;
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> closing.cancel(false);
  }

  private static Map<String, String> firstOfEach(HttpResponse<?> response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }
}
