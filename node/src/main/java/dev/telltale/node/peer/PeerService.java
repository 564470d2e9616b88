package dev.telltale.node.peer;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.command.CommandRefused;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.PeerHandler;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerRequest;
import dev.telltale.node.network.Problem;
import dev.telltale.node.network.Sender;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.Appended;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.sync.SyncPage;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this node does for others. Every answer is signed and bound to its request.
 *
 * <p>Anyone who signs may identify; the rest is for nodes in the peer table.
 */
public final class PeerService implements PeerHandler {
  private static final Logger log = LoggerFactory.getLogger(PeerService.class);

  private final String network;
  private final NodeIdentity identity;
  private final Supplier<URI> ownUrl;
  private final CollectionVerifier verifier;
  private final CommandQueue commands;
  private final ProjectedLog collections;
  private final Repository repository;
  private final PeerTable peers;
  private final Candidates candidates;

  /**
   * For a node of {@code network}.
   *
   * @param ownUrl where other nodes are told to find this one
   */
  public PeerService(
      String network,
      NodeIdentity identity,
      Supplier<URI> ownUrl,
      CommandQueue commands,
      ProjectedLog collections,
      Repository repository,
      PeerTable peers,
      Candidates candidates) {
    this.network = network;
    this.identity = identity;
    this.ownUrl = ownUrl;
    this.verifier = new CollectionVerifier(network);
    this.commands = commands;
    this.collections = collections;
    this.repository = repository;
    this.peers = peers;
    this.candidates = candidates;
  }

  @Override
  public PeerReply handle(PeerRequest request) {
    try {
      return signed(request, 200, "application/json", Wire.bytes(answer(request)));
    } catch (Refusal e) {
      log.warn(
          "{} of a peer refused with {}: {}",
          request.protocol().label(),
          e.problem.status(),
          e.problem.detail());
      return refused(request, e.problem);
    } catch (WireException e) {
      return refused(
          request, new Problem(400, "Malformed message", String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("{} of a peer failed", request.protocol().label());
      return refused(
          request, new Problem(500, "Internal error", "expected no fault of ours, found one"));
    }
  }

  private ObjectNode answer(PeerRequest request) {
    String why = request.sender().why();
    if (why != null) throw new Refusal(401, "Signature needed", why);
    JsonNode body = Wire.read(request.body());
    if (request.protocol() == PeerProtocol.IDENTIFY) return identify(body, request.sender());
    if (!request.sender().inPeerTable()) {
      throw new Refusal(
          403,
          "Not met yet",
          request.sender().peerId() + ": expected a node this one has met; identify first");
    }
    return switch (request.protocol()) {
      case STORE -> store(Wire.collection(body), request.sender().peerId());
      case GET -> get(Wire.ual(body), request.sender().peerId());
      case CHANGES -> changes(Wire.wholeNumber(body, "after"));
      case IDENTIFY -> throw new IllegalStateException("answered above");
    };
  }

  private ObjectNode identify(JsonNode body, Sender sender) {
    String found = Wire.text(body, "network");
    if (!found.equals(network)) {
      throw new Refusal(
          409, "Another network", "network: expected " + network + ", found " + found);
    }
    // Only a candidate: it becomes a peer when a call to that URL is answered with its key.
    Optional<URI> url = Wire.url(Wire.text(body, "url"));
    if (url.isPresent() && !isKnown(sender, url.get())) candidates.offer(url.get());
    return Wire.object()
        .put("peer_id", identity.peerId())
        .put("network", network)
        .put("url", ownUrl.get().toString());
  }

  /** Two nodes that know each other must not keep each other asking. */
  private boolean isKnown(Sender sender, URI url) {
    return sender.inPeerTable()
        && sender.peerId() != null
        && peers.find(sender.peerId()).filter(peer -> peer.url().equals(url)).isPresent();
  }

  private ObjectNode store(SignedCollection collection, @Nullable String peerId) {
    Ual ual = collection.manifest().ual();
    Optional<String> problem = verifier.problem(collection);
    if (problem.isPresent()) {
      throw new Refusal(422, "Not what its publisher signed", problem.get());
    }
    Appended appended =
        run(
            new Command<>(
                CommandKind.HANDLE_STORE, null, ual, peerId, () -> collections.keep(collection)));
    if (appended == Appended.CONFLICT) {
      throw new Refusal(
          409, "Signed twice", ual + ": expected the collection that is here, found another");
    }
    return Wire.object()
        .put("ual", ual.toString())
        .put("already_present", appended == Appended.ALREADY_PRESENT);
  }

  private ObjectNode get(Ual ual, @Nullable String peerId) {
    Optional<SignedCollection> found =
        run(new Command<>(CommandKind.HANDLE_GET, null, ual, peerId, () -> collections.find(ual)));
    return found
        .map(Wire::collection)
        .orElseThrow(() -> new Refusal(404, "Not found", ual + ": not in this node's log"));
  }

  private ObjectNode changes(long after) {
    // The head first: read after its entries it could promise some that are not among them.
    long head = repository.head();
    return Wire.page(new SyncPage(repository.changesAfter(after, PeerClient.PAGE), head));
  }

  private <T> T run(Command<T> command) {
    try {
      return commands.submit(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CommandRefused refused) {
        throw new Refusal(503, "Busy", refused.getMessage());
      }
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw e;
    }
  }

  private PeerReply refused(PeerRequest request, Problem problem) {
    return signed(request, problem.status(), Problem.CONTENT_TYPE, problem.json(null, null));
  }

  private PeerReply signed(PeerRequest request, int status, String contentType, byte[] body) {
    String nonce = request.headers().getOrDefault(SignedText.NONCE, "");
    byte[] signature = identity.sign(SignedText.answer(status, nonce, body));
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", contentType);
    headers.put(SignedText.PEER, identity.publicKey());
    headers.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(signature));
    if (status == 503) headers.put("retry-after", "1");
    return new PeerReply(status, headers, body);
  }

  private static final class Refusal extends RuntimeException {
    private final transient Problem problem;

    Refusal(int status, String title, @Nullable String detail) {
      super(detail);
      this.problem = new Problem(status, title, String.valueOf(detail));
    }
  }
}
