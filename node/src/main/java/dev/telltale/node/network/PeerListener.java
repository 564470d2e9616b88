package dev.telltale.node.network;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where other nodes reach this one: {@code POST /p2p/v1/<protocol>}. */
public final class PeerListener implements AutoCloseable {
  private static final int MAX_QUESTION_BYTES = 64 * 1024;

  private final HttpListener http;

  private PeerListener(HttpListener http) {
    this.http = http;
  }

  /**
   * Listens.
   *
   * @param handler gets every request of a known protocol, also those whose signature is wrong
   */
  public static PeerListener start(String host, int port, SenderCheck check, PeerHandler handler)
      throws IOException {
    return new PeerListener(
        HttpListener.start(
            "peer",
            host,
            port,
            HttpPeerTransport.MAX_BODY_BYTES,
            PeerListener::maxBodyBytes,
            request -> answer(request, check, handler)));
  }

  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
  }

  private static HttpMessage.Answer answer(
      HttpMessage.Request request, SenderCheck check, PeerHandler handler) {
    Optional<PeerProtocol> protocol = PeerProtocol.ofPath(request.path());
    if (protocol.isEmpty()) {
      return problem(
          new Problem(404, "Not found", request.path() + ": expected /p2p/v1/<protocol>"),
          Map.of());
    }
    if (!request.method().equals("POST")) {
      return problem(
          new Problem(
              405, "Method not allowed", "method: expected POST, found " + request.method()),
          Map.of("Allow", "POST"));
    }
    Sender sender = check.check(protocol.get(), request.headers(), request.body());
    PeerReply reply =
        handler.handle(new PeerRequest(protocol.get(), sender, request.headers(), request.body()));
    return new HttpMessage.Answer(reply.status(), reply.headers(), reply.body());
  }

  /** Only a collection is large. */
  private static int maxBodyBytes(String path) {
    return path.equals(PeerProtocol.STORE.path())
        ? HttpPeerTransport.MAX_BODY_BYTES
        : MAX_QUESTION_BYTES;
  }

  private static HttpMessage.Answer problem(Problem problem, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", Problem.CONTENT_TYPE);
    return new HttpMessage.Answer(problem.status(), headers, problem.json(null, null));
  }
}
