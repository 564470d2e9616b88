package dev.telltale.node.api;

import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.sync.SyncState;
import dev.telltale.node.triplestore.TripleStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/info}, {@code /v1/peers} and {@code /v1/sync}: how the node is. */
public final class StateEndpoints {
  /** What never changes while a node runs. */
  public record Self(String name, String peerId, String network, String version) {}

  private final Self self;
  private final Repository repository;
  private final TripleStore triples;
  private final Supplier<List<PeerRecord>> peers;
  private final Supplier<SyncState> sync;

  public StateEndpoints(
      Self self,
      Repository repository,
      TripleStore triples,
      Supplier<List<PeerRecord>> peers,
      Supplier<SyncState> sync) {
    this.self = self;
    this.repository = repository;
    this.triples = triples;
    this.peers = peers;
    this.sync = sync;
  }

  ApiResponse info(ApiRequest request) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", self.name());
    answer.put("peer_id", self.peerId());
    answer.put("network", self.network());
    answer.put("version", self.version());
    answer.put("collections", repository.collections());
    answer.put("triples", triples.triples());
    return Json.answer(200, answer);
  }

  ApiResponse peers(ApiRequest request) {
    return Json.answer(
        200,
        Map.of(
            "peers",
            peers.get().stream()
                .map(
                    peer ->
                        Json.object(
                            "peer_id", peer.peerId(),
                            "url", peer.url().toString(),
                            "last_seen", peer.lastSeen().toString()))
                .toList()));
  }

  ApiResponse sync(ApiRequest request) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("last_attempt", text(sync.get().lastAttempt()));
    answer.put("last_success", text(sync.get().lastSuccess()));
    answer.put(
        "cursors",
        peers.get().stream()
            .map(
                peer ->
                    Json.object(
                        "peer_id", peer.peerId(), "cursor", repository.cursor(peer.peerId())))
            .toList());
    return Json.answer(200, answer);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
