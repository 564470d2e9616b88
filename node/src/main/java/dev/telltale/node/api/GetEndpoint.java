package dev.telltale.node.api;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.ManifestJson;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.sync.PeerLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/get?ual=…}: a collection from this node's log, else from the first peer whose
 * answer verifies. As N-Quads, or as JSON with its manifest where that is accepted.
 *
 * <p>400 for something that is no UAL, 404 when nobody that answered has it, 502 when there are
 * peers and none answered: then nobody knows.
 */
public final class GetEndpoint implements Api.Endpoint {
  private static final Logger log = LoggerFactory.getLogger(GetEndpoint.class);

  // Each peer may take a while to answer; a worker must not wait for many such.
  private static final Duration ASKING = Duration.ofSeconds(15);

  private final Commands commands;
  private final ProjectedLog collections;
  private final Supplier<List<PeerRecord>> peers;
  private final PeerLog remote;
  private final CollectionVerifier verifier;

  public GetEndpoint(
      CommandQueue queue,
      ProjectedLog collections,
      Supplier<List<PeerRecord>> peers,
      PeerLog remote,
      CollectionVerifier verifier) {
    this.commands = new Commands(queue);
    this.collections = collections;
    this.peers = peers;
    this.remote = remote;
    this.verifier = verifier;
  }

  private record Found(SignedCollection collection, String where) {}

  @Override
  public ApiResponse apply(ApiRequest request) {
    Ual ual =
        Ual.parse(request.query().getOrDefault("ual", ""))
            .orElseThrow(
                () ->
                    new ApiProblem(
                        400,
                        "Not a UAL",
                        "ual: expected did:dkg:<network>/0x<40 hex digits>/<number>"));
    Found found =
        found(ual)
            .orElseThrow(
                () ->
                    new ApiProblem(
                        404, "Not found", ual + ": expected here or at a peer, found nowhere"));
    if (request.headers().getOrDefault("accept", "").contains("application/json")) {
      return Json.answer(
          200,
          Json.object(
              "found", found.where(),
              "manifest", ManifestJson.toJson(found.collection().manifest()),
              "nquads", found.collection().nquads()));
    }
    return new ApiResponse(
        200,
        "application/n-quads",
        Map.of("Telltale-Found", found.where()),
        found.collection().nquads().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Found> found(Ual ual) {
    try {
      return commands.run(
          new Command<>(CommandKind.GET_COLLECTION, null, ual, null, () -> find(ual)));
    } catch (NobodyAnswered e) {
      throw new ApiProblem(502, "No peer answered", String.valueOf(e.getMessage()));
    }
  }

  /** Not here, and no peer said whether it has it. */
  private static final class NobodyAnswered extends RuntimeException {
    NobodyAnswered(String message) {
      super(message);
    }
  }

  private Optional<Found> find(Ual ual) {
    Optional<SignedCollection> here = collections.find(ual);
    if (here.isPresent()) return here.map(collection -> new Found(collection, "local"));
    List<PeerRecord> asked = peers.get();
    int answered = 0;
    long startNanos = System.nanoTime();
    for (PeerRecord peer : asked) {
      if (System.nanoTime() - startNanos > ASKING.toNanos()) break;
      try {
        Optional<SignedCollection> there = at(peer, ual);
        if (there.isPresent()) return there.map(c -> new Found(c, "peer " + peer.peerId()));
        answered++;
      } catch (IOException e) {
        warn(peer, ual, String.valueOf(e.getMessage()));
      }
    }
    if (answered == 0 && !asked.isEmpty()) {
      throw new NobodyAnswered(
          ual
              + ": expected here or at a peer, found not here, and 0 of "
              + asked.size()
              + " peers answered");
    }
    return Optional.empty();
  }

  private Optional<SignedCollection> at(PeerRecord peer, Ual ual) throws IOException {
    Optional<SignedCollection> answer = remote.get(peer, ual);
    Optional<String> problem = answer.flatMap(found -> problem(found, ual));
    if (problem.isPresent()) throw new IOException(problem.get());
    return answer;
  }

  private Optional<String> problem(SignedCollection found, Ual ual) {
    if (!found.manifest().ual().equals(ual)) {
      return Optional.of("expected " + ual + ", found " + found.manifest().ual());
    }
    return verifier.problem(found);
  }

  private static void warn(PeerRecord peer, Ual ual, String why) {
    log.atWarn()
        .addKeyValue("peer_id", peer.peerId())
        .addKeyValue("ual", ual)
        .log("no answer to be used from {}: {}", peer.peerId(), why);
  }
}
