package dev.telltale.node.operation;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a published collection to every known peer and ends its operation. */
public final class StoreToPeers {
  private static final Logger log = LoggerFactory.getLogger(StoreToPeers.class);

  /** Asks one peer to keep a collection; returns when it said that it did. */
  public interface Store {
    void store(PeerRecord peer, SignedCollection collection) throws IOException;
  }

  private final Operations operations;
  private final Supplier<List<PeerRecord>> peers;
  private final Store store;
  private final Executor executor;

  /**
   * For peers that may change with time.
   *
   * @param executor where the peers are asked, all at once
   */
  public StoreToPeers(
      Operations operations, Supplier<List<PeerRecord>> peers, Store store, Executor executor) {
    this.operations = operations;
    this.peers = peers;
    this.store = store;
    this.executor = executor;
  }

  /**
   * Blocks until every peer answered or was given up.
   *
   * <p>Completed when one peer keeps it, or when there is none; otherwise failed, though nothing is
   * lost: it is in this node's log, and peers fetch it when they are back.
   */
  public void run(String operationId, SignedCollection collection) {
    List<PeerRecord> asked = peers.get();
    int acknowledged;
    try {
      acknowledged = ask(asked, collection);
    } catch (RuntimeException e) {
      operations.failed(operationId, "a fault of this node: see its log", asked.size(), 0);
      throw e;
    }
    if (asked.isEmpty() || acknowledged > 0) {
      operations.completed(operationId, asked.size(), acknowledged);
    } else {
      operations.failed(
          operationId,
          "0 of " + asked.size() + " peers stored it; it is safe here and they fetch it later",
          asked.size(),
          0);
    }
  }

  private int ask(List<PeerRecord> asked, SignedCollection collection) {
    List<CompletableFuture<Boolean>> answers =
        asked.stream()
            .map(peer -> CompletableFuture.supplyAsync(() -> stored(peer, collection), executor))
            .toList();
    return (int) answers.stream().filter(CompletableFuture::join).count();
  }

  private boolean stored(PeerRecord peer, SignedCollection collection) {
    try {
      store.store(peer, collection);
      return true;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("peer_id", peer.peerId())
          .addKeyValue("ual", collection.manifest().ual())
          .log("not stored by {}: {}", peer.peerId(), e.getMessage());
      return false;
    }
  }
}
