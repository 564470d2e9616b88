package dev.telltale.node.peer;

import dev.telltale.node.Asked;
import dev.telltale.node.TestNode;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.PeerProtocol;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A request of one node to another, signed as it should be; a test then breaks it. */
final class SignedCall {
  private static final AtomicLong NONCES = new AtomicLong();

  private final PeerProtocol protocol;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body;

  private SignedCall(NodeIdentity sender, PeerProtocol protocol, String body, Instant now) {
    this.protocol = protocol;
    this.body = body;
    String date = now.toString();
    String nonce =
        HexFormat.of().toHexDigits(0L) + HexFormat.of().toHexDigits(NONCES.incrementAndGet());
    byte[] signed =
        SignedText.request(protocol, date, nonce, body.getBytes(StandardCharsets.UTF_8));
    headers.put(SignedText.PEER, sender.publicKey());
    headers.put(SignedText.DATE, date);
    headers.put(SignedText.NONCE, nonce);
    headers.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(sender.sign(signed)));
  }

  static SignedCall of(NodeIdentity sender, PeerProtocol protocol, String body) {
    return at(Instant.now(), sender, protocol, body);
  }

  static SignedCall at(Instant now, NodeIdentity sender, PeerProtocol protocol, String body) {
    return new SignedCall(sender, protocol, body, now);
  }

  String signature() {
    return headers.get(SignedText.SIGNATURE);
  }

  SignedCall header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  SignedCall without(String name) {
    headers.remove(name);
    return this;
  }

  SignedCall body(String value) {
    body = value;
    return this;
  }

  Asked send(TestNode to) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.peerUrl().resolve(protocol.path()))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return Asked.send(request);
  }
}
