package dev.telltale.tools;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A server in this process that answers by path and remembers what it was asked. */
final class InProcessServer implements AutoCloseable {
  record Answer(int status, String mediaType, String body) {}

  record Asked(String method, String pathAndQuery, String mediaType, String body) {}

  private final HttpServer server;
  private final Map<String, Supplier<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  InProcessServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  InProcessServer answer(String path, int status, String mediaType, String body) {
    return answer(path, () -> new Answer(status, mediaType, body));
  }

  InProcessServer answer(String path, Supplier<Answer> answer) {
    answers.put(path, answer);
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String mediaType = exchange.getRequestHeaders().getFirst("Content-Type");
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              mediaType == null ? "" : mediaType,
              body));
      Answer answer =
          answers
              .getOrDefault(
                  exchange.getRequestURI().getPath(),
                  () -> new Answer(404, "text/plain", "404 page"))
              .get();
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
