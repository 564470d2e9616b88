package dev.telltale.stack.panels;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the DevTools protocol over its web socket: JSON with an id, answered with that id. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final StringBuilder message = new StringBuilder();
  private WebSocket socket;

  private DevTools() {}

  static DevTools connect(URI page) throws IOException {
    DevTools tools = new DevTools();
    try {
      tools.socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .connectTimeout(LIMIT)
              .buildAsync(page, tools)
              .join();
      return tools;
    } catch (CompletionException e) {
      throw new IOException(page + ": expected DevTools, found " + e.getCause(), e);
    }
  }

  JsonNode call(String method, Map<String, ?> parameters) throws IOException {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    String text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).join();
    try {
      JsonNode answered = answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      if (answered.has("error")) throw new IOException(method + ": " + answered.path("error"));
      return answered.path("result");
    } catch (CompletionException e) {
      throw new IOException(method + ": expected an answer, found " + e.getCause(), e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      JsonNode whole = JSON.readTree(message.toString());
      message.setLength(0);
      CompletableFuture<JsonNode> answer = waiting.get(whole.path("id").asInt(0));
      if (answer != null) answer.complete(whole); // else an event, which nobody asked for
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
