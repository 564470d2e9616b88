package dev.telltale.node.sync;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.Appended;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The four stages over the wire of peers and the log of this node. */
public final class PeerSyncStages implements SyncStages {
  private static final Logger log = LoggerFactory.getLogger(PeerSyncStages.class);

  private final PeerLog peers;
  private final ProjectedLog collections;
  private final CollectionVerifier verifier;

  public PeerSyncStages(PeerLog peers, ProjectedLog collections, CollectionVerifier verifier) {
    this.peers = peers;
    this.collections = collections;
    this.verifier = verifier;
  }

  @Override
  public SyncPage discover(PeerRecord peer, long cursor) throws IOException {
    return peers.changes(peer, cursor);
  }

  @Override
  public List<LogEntry> filter(List<LogEntry> entries) {
    return entries.stream().filter(entry -> collections.find(entry.ual()).isEmpty()).toList();
  }

  @Override
  public List<SignedCollection> fetch(PeerRecord peer, List<LogEntry> missing) {
    List<SignedCollection> fetched = new ArrayList<>();
    for (LogEntry entry : missing) {
      try {
        Optional<SignedCollection> found = peers.get(peer, entry.ual());
        if (found.isEmpty()) {
          left(peer, entry, "expected what it listed, found nothing");
          continue;
        }
        Optional<String> problem = verifier.problem(found.get());
        if (problem.isEmpty() && found.get().manifest().ual().equals(entry.ual())) {
          fetched.add(found.get());
        } else {
          left(peer, entry, problem.orElse("expected this collection, found another"));
        }
      } catch (IOException e) {
        left(peer, entry, String.valueOf(e.getMessage()));
      }
    }
    return fetched;
  }

  @Override
  public int insert(List<SignedCollection> fetched) {
    int inserted = 0;
    for (SignedCollection collection : fetched) {
      Appended appended = collections.keep(collection);
      if (appended == Appended.NEW) inserted++;
      if (appended == Appended.CONFLICT) {
        Ual ual = collection.manifest().ual();
        log.atWarn().addKeyValue("ual", ual).log("{} was signed twice; the first is kept", ual);
      }
    }
    return inserted;
  }

  private static void left(PeerRecord peer, LogEntry entry, String why) {
    log.atWarn()
        .addKeyValue("ual", entry.ual())
        .addKeyValue("peer_id", peer.peerId())
        .log("{} of {} not fetched: {}", entry.ual(), peer.peerId(), why);
  }
}
