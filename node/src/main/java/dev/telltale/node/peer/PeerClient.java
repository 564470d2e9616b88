package dev.telltale.node.peer;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.identity.PublisherKey;
import dev.telltale.node.network.PeerCall;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerTransport;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.sync.PeerLog;
import dev.telltale.node.sync.SyncPage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks other nodes, and believes only answers that they signed. Safe for use by many threads.
 *
 * <p>Every method throws {@link IOException} when there is no such answer; its message says where,
 * what was expected and what was found.
 */
public final class PeerClient implements PeerLog {
  private static final Logger log = LoggerFactory.getLogger(PeerClient.class);

  /** The most entries of a log that one node asks of another at a time. */
  public static final int PAGE = 64;

  private static final int MAX_DETAIL = 300;

  private final String network;
  private final NodeIdentity identity;
  private final URI ownUrl;
  private final PeerTransport transport;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * For a node that asks under its own name.
   *
   * @param ownUrl where other nodes are told to find this one
   */
  public PeerClient(
      String network,
      NodeIdentity identity,
      URI ownUrl,
      PeerTransport transport,
      InstantSource clock) {
    this.network = network;
    this.identity = identity;
    this.ownUrl = ownUrl;
    this.transport = transport;
    this.clock = clock;
  }

  /**
   * A node that answered.
   *
   * @param atItsOwnUrl it was found where it says it is; elsewhere it may be a relay that answers
   */
  record Identified(PeerRecord peer, boolean atItsOwnUrl) {}

  /**
   * Asks whoever listens at {@code url} who it is. The answer proves that it has the key, and says
   * where it wants to be asked; when it answers there, that is its URL.
   */
  Identified identify(URI url) throws IOException {
    Introduction here = introduced(url);
    if (here.saysItIsAt().filter(own -> !own.equals(url)).isEmpty()) {
      return new Identified(here.peer(), here.saysItIsAt().isPresent());
    }
    try {
      Introduction there = introduced(here.saysItIsAt().get());
      if (there.peer().peerId().equals(here.peer().peerId())) {
        return new Identified(there.peer(), true);
      }
    } catch (IOException e) {
      log.atDebug()
          .addKeyValue("peer_id", here.peer().peerId())
          .log("{} not found where it says it is: {}", here.peer().peerId(), e.getMessage());
    }
    return new Identified(here.peer(), false);
  }

  private record Introduction(PeerRecord peer, Optional<URI> saysItIsAt) {}

  private Introduction introduced(URI url) throws IOException {
    ObjectNode body = Wire.object();
    body.put("network", network).put("url", ownUrl.toString());
    Answered answered = ask(PeerProtocol.IDENTIFY, url, null, body);
    String found = read(url, () -> Wire.text(answered.body(), "network"));
    if (!found.equals(network)) {
      throw new IOException(url + ": expected a node of " + network + ", found one of " + found);
    }
    PeerRecord peer = new PeerRecord(answered.peerId(), answered.publicKey(), url, clock.instant());
    return new Introduction(peer, Wire.url(answered.body().path("url").asString(null)));
  }

  /** Asks {@code peer} to keep a collection; returns when it said that it did. */
  public void store(PeerRecord peer, SignedCollection collection) throws IOException {
    ask(PeerProtocol.STORE, peer.url(), peer.peerId(), Wire.collection(collection));
  }

  /** The collection as {@code peer} has it, not yet verified; empty when it has none. */
  @Override
  public Optional<SignedCollection> get(PeerRecord peer, Ual ual) throws IOException {
    ObjectNode body = Wire.object().put("ual", ual.toString());
    Answered answered = ask(PeerProtocol.GET, peer.url(), peer.peerId(), body);
    if (answered.status() == 404) return Optional.empty();
    return Optional.of(read(peer.url(), () -> Wire.collection(answered.body())));
  }

  /** A page of what {@code peer} has. */
  @Override
  public SyncPage changes(PeerRecord peer, long after) throws IOException {
    ObjectNode body = Wire.object().put("after", after);
    Answered answered = ask(PeerProtocol.CHANGES, peer.url(), peer.peerId(), body);
    return read(peer.url(), () -> Wire.page(answered.body(), PAGE));
  }

  private record Answered(int status, String peerId, String publicKey, JsonNode body) {}

  private Answered ask(PeerProtocol protocol, URI url, @Nullable String peerId, ObjectNode question)
      throws IOException {
    byte[] body = Wire.bytes(question);
    Map<String, String> headers = new HashMap<>();
    String nonce = newNonce();
    String date = clock.instant().toString();
    headers.put(SignedText.PEER, identity.publicKey());
    headers.put(SignedText.DATE, date);
    headers.put(SignedText.NONCE, nonce);
    byte[] signed = identity.sign(SignedText.request(protocol, date, nonce, body));
    headers.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(signed));
    PeerReply reply = transport.call(new PeerCall(protocol, url, peerId, headers, body));
    String key = verified(url, reply, nonce, peerId);
    boolean foundNothing = protocol == PeerProtocol.GET && reply.status() == 404;
    if (reply.status() != 200 && !foundNothing) {
      throw new IOException(
          url + protocol.path() + ": expected 200, found " + reply.status() + " " + detail(reply));
    }
    return new Answered(
        reply.status(),
        PublisherKey.addressOf(key).orElseThrow(),
        key,
        read(url, () -> Wire.read(reply.body())));
  }

  /** Returns the key that signed {@code reply}; it must be that of {@code peerId}, where given. */
  private static String verified(URI url, PeerReply reply, String nonce, @Nullable String peerId)
      throws IOException {
    String key = reply.headers().getOrDefault(SignedText.PEER, "");
    String signer = PublisherKey.addressOf(key).orElse("nobody");
    byte[] signed = SignedText.answer(reply.status(), nonce, reply.body());
    byte[] signature = SignatureCheck.bytes(reply.headers().getOrDefault(SignedText.SIGNATURE, ""));
    if (!PublisherKey.verify(key, signed, signature)) {
      throw new IOException(
          url + ": expected an answer signed by its node, found " + reply.status() + " without");
    }
    if (peerId != null && !signer.equals(peerId)) {
      throw new IOException(url + ": expected an answer of " + peerId + ", found one of " + signer);
    }
    return key;
  }

  private static String detail(PeerReply reply) {
    String body = new String(reply.body(), StandardCharsets.UTF_8);
    return body.length() <= MAX_DETAIL ? body : body.substring(0, MAX_DETAIL) + "…";
  }

  private String newNonce() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T read(URI url, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (WireException e) {
      throw new IOException(url + ": " + e.getMessage(), e);
    }
  }
}
