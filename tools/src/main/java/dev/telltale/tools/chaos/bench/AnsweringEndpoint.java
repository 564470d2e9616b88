package dev.telltale.tools.chaos.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.telltale.tools.chaos.sink.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An OTLP/HTTP endpoint in front of the Collector that passes requests on, or answers them itself
 * as the case says: as a gateway whose token expired, or which is broken.
 */
public final class AnsweringEndpoint implements AutoCloseable {
  /** What is said of rejected spans. */
  public static final String REJECTED = "spans of that kind are not taken here";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI collector;
  private final Map<Integer, AtomicLong> answered = new ConcurrentHashMap<>();
  private final AtomicLong rejected = new AtomicLong();
  private volatile Answers answers = request -> Reply.PASS_ON;
  private volatile int rejectedOfEach;

  /** Decides about one request. */
  public interface Answers {
    Reply to(HttpExchange request);
  }

  /**
   * What a request gets.
   *
   * @param status 0 to pass it on to the Collector
   * @param header of the answer besides its content type: name and value, or two empty texts
   */
  public record Reply(int status, String header, String value, byte[] body) {
    /** The Collector answers. */
    public static final Reply PASS_ON = of(0);

    public static Reply of(int status) {
      return new Reply(status, "", "", new byte[0]);
    }

    /** The same, asked to be tried again after so many seconds. */
    public Reply retryAfter(int seconds) {
      return new Reply(status, "Retry-After", Integer.toString(seconds), body);
    }
  }

  private AnsweringEndpoint(HttpServer server, URI collector) {
    this.server = server;
    this.collector = collector;
  }

  /** Listens on a free port. */
  public static AnsweringEndpoint before(CollectorServer collector) throws IOException {
    InetSocketAddress at =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), CasePorts.take());
    AnsweringEndpoint endpoint =
        new AnsweringEndpoint(
            HttpServer.create(at, 0), URI.create("http://127.0.0.1:" + collector.httpPort()));
    endpoint.server.createContext("/", endpoint::answer);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.start();
    return endpoint;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What requests get from now on. */
  public void answers(Answers others) {
    answers = others;
  }

  /**
   * Of each request that is passed on, the first {@code items} spans are rejected from now on, as
   * the answer says; for requests that are not packed.
   */
  public void rejects(int items) {
    rejectedOfEach = items;
  }

  /** How many spans were rejected so far. */
  public long rejected() {
    return rejected.get();
  }

  /** How many requests got that status; 0 for those that were passed on. */
  public long answered(int status) {
    return answered.getOrDefault(status, new AtomicLong()).get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      Reply reply = answers.to(exchange);
      answered.computeIfAbsent(reply.status(), status -> new AtomicLong()).incrementAndGet();
      if (reply.status() == 0) {
        passOn(exchange, request);
      } else {
        if (!reply.header().isEmpty()) {
          exchange.getResponseHeaders().set(reply.header(), reply.value());
        }
        write(exchange, reply.status(), reply.body());
      }
    }
  }

  private void passOn(HttpExchange exchange, byte[] whole) throws IOException {
    Rejection part = new Rejection(whole, 0);
    if (rejectedOfEach > 0) part = Rejection.of(whole, rejectedOfEach);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(collector.resolve(exchange.getRequestURI().getPath()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(part.taken()));
    for (String name : new String[] {"Content-Type", "Content-Encoding"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) request.header(name, value);
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      boolean some = answer.statusCode() == 200 && part.rejected() > 0;
      if (some) rejected.addAndGet(part.rejected());
      write(exchange, answer.statusCode(), some ? part.answer(REJECTED) : answer.body());
    } catch (IOException e) {
      write(exchange, 503, new byte[0]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
