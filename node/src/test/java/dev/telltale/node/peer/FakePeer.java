package dev.telltale.node.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.telltale.node.Http;
import dev.telltale.node.RunningNode;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.PeerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A peer with a key of its own that answers and asks what a test tells it to. */
final class FakePeer implements AutoCloseable {
  /** How it treats those who ask it. */
  enum Manner {
    HONEST,
    UNSIGNED,
    OTHER_KEY,
    GARBAGE,
    SILENT
  }

  private final NodeIdentity identity = Samples.newIdentity();
  private final NodeIdentity otherIdentity = Samples.newIdentity();
  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  volatile Manner manner = Manner.HONEST;

  FakePeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "fake-peer");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
    answers.put("identify", "{\"peer_id\":\"" + identity.peerId() + "\",\"network\":\"local:1\"}");
    answers.put("changes", "{\"entries\":[],\"head\":0}");
  }

  int port() {
    return server.getAddress().getPort();
  }

  String peerId() {
    return identity.peerId();
  }

  /** From now on {@code protocol} is answered 200 with {@code json}. */
  void answers(String protocol, String json) {
    answers.put(protocol, json);
  }

  /** The headers of a signed request, to be spoilt before they are sent. */
  Map<String, String> headers(PeerProtocol protocol, String body) {
    return headers(protocol, body, Instant.now());
  }

  Map<String, String> headers(PeerProtocol protocol, String body, Instant date) {
    String nonce = UUID.randomUUID().toString().replace("-", "");
    byte[] signed =
        identity.sign(
            SignedText.request(
                protocol, date.toString(), nonce, body.getBytes(StandardCharsets.UTF_8)));
    Map<String, String> headers = new TreeMap<>();
    headers.put(SignedText.PEER, identity.publicKey());
    headers.put(SignedText.DATE, date.toString());
    headers.put(SignedText.NONCE, nonce);
    headers.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(signed));
    return headers;
  }

  HttpResponse<String> ask(RunningNode node, PeerProtocol protocol, String body)
      throws IOException {
    return ask(node, protocol, body, headers(protocol, body));
  }

  HttpResponse<String> ask(
      RunningNode node, PeerProtocol protocol, String body, Map<String, String> headers)
      throws IOException {
    String[] list =
        headers.entrySet().stream()
            .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
            .toArray(String[]::new);
    return new Http(URI.create("http://127.0.0.1:" + node.peerPort()))
        .send("POST", protocol.path(), BodyPublishers.ofString(body), list);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String protocol = exchange.getRequestURI().getPath().replace("/p2p/v1/", "");
      int status = answers.containsKey(protocol) ? 200 : 404;
      byte[] body = answers.getOrDefault(protocol, "{}").getBytes(StandardCharsets.UTF_8);
      String nonce = exchange.getRequestHeaders().getFirst(SignedText.NONCE);
      switch (manner) {
        case HONEST -> sign(exchange, identity, status, nonce, body);
        case OTHER_KEY -> sign(exchange, otherIdentity, status, nonce, body);
        case GARBAGE -> {
          body = "\u0000<html>".getBytes(StandardCharsets.UTF_8);
          sign(exchange, identity, status, nonce, body);
        }
        case SILENT -> closed.await();
        case UNSIGNED -> {
          // nothing to add
        }
      }
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sign(
      HttpExchange exchange, NodeIdentity signer, int status, String nonce, byte[] body) {
    byte[] signature = signer.sign(SignedText.answer(status, nonce, body));
    exchange.getResponseHeaders().set(SignedText.PEER, signer.publicKey());
    exchange
        .getResponseHeaders()
        .set(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(signature));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
