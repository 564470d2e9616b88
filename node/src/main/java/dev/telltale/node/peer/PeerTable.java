package dev.telltale.node.peer;

import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.repository.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes that this one has met: each answered a call to its own URL and proved its key. */
public final class PeerTable {
  // Every publish is handed to all of them, and anyone can become one.
  private static final int MOST = 128;

  private final Repository repository;
  private final Map<String, PeerRecord> known = new ConcurrentHashMap<>();

  /** Begins with whom the repository remembers. */
  public PeerTable(Repository repository) {
    this.repository = repository;
    repository.peers().forEach(peer -> known.put(peer.peerId(), peer));
  }

  public Optional<PeerRecord> find(String peerId) {
    return Optional.ofNullable(known.get(peerId));
  }

  /** By peer id. */
  public List<PeerRecord> all() {
    return known.values().stream().sorted(Comparator.comparing(PeerRecord::peerId)).toList();
  }

  /** No room for a node that nobody configured. */
  boolean isFull() {
    return known.size() >= MOST;
  }

  /**
   * Remembers a node.
   *
   * @return true when it was not known before
   */
  boolean met(PeerRecord peer) {
    repository.savePeer(peer);
    return known.put(peer.peerId(), peer) == null;
  }
}
