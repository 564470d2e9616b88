package dev.telltale.node.sync;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.Appended;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The four stages over the wire of peers and the log of this node. */
public final class PeerSyncStages implements SyncStages {
  private static final Logger log = LoggerFactory.getLogger(PeerSyncStages.class);

  // Collections of a whole page would not fit into a small node's memory at once.
  private static final long MAX_BYTES = 8L * 1024 * 1024;
  private static final Duration MAX_TIME = Duration.ofSeconds(30);
  private static final int MAX_SILENCES = 3;

  private final PeerLog peers;
  private final ProjectedLog collections;
  private final CollectionVerifier verifier;
  private final LongSupplier nanoTime;

  public PeerSyncStages(PeerLog peers, ProjectedLog collections, CollectionVerifier verifier) {
    this(peers, collections, verifier, System::nanoTime);
  }

  PeerSyncStages(
      PeerLog peers, ProjectedLog collections, CollectionVerifier verifier, LongSupplier nanoTime) {
    this.peers = peers;
    this.collections = collections;
    this.verifier = verifier;
    this.nanoTime = nanoTime;
  }

  @Override
  public SyncPage discover(PeerRecord peer, long cursor) throws IOException {
    return peers.changes(peer, cursor);
  }

  @Override
  public List<LogEntry> filter(List<LogEntry> entries) {
    return entries.stream().filter(this::isMissing).toList();
  }

  @Override
  public Fetched fetch(PeerRecord peer, List<LogEntry> missing) {
    List<SignedCollection> fetched = new ArrayList<>();
    List<LogEntry> left = new ArrayList<>();
    long startNanos = nanoTime.getAsLong();
    long bytes = 0;
    int silences = 0;
    for (LogEntry entry : missing) {
      boolean enough =
          bytes >= MAX_BYTES
              || silences >= MAX_SILENCES
              || nanoTime.getAsLong() - startNanos >= MAX_TIME.toNanos();
      if (enough) break;
      try {
        SignedCollection found = verified(peer, entry);
        fetched.add(found);
        bytes += found.manifest().byteSize();
        silences = 0;
      } catch (NotToBeHad e) {
        left(peer, entry, e);
        left.add(entry);
        silences = 0;
      } catch (IOException e) {
        left(peer, entry, e);
        left.add(entry);
        silences++;
      }
    }
    return new Fetched(fetched, left);
  }

  @Override
  public int insert(List<SignedCollection> fetched) {
    int inserted = 0;
    for (SignedCollection collection : fetched) {
      Appended appended = collections.keep(collection);
      if (appended == Appended.NEW) inserted++;
      if (appended == Appended.CONFLICT) signedTwice(collection);
    }
    return inserted;
  }

  private boolean isMissing(LogEntry entry) {
    Optional<SignedCollection> here = collections.find(entry.ual());
    here.filter(c -> !c.manifest().merkleRoot().equals(entry.merkleRoot()))
        .ifPresent(PeerSyncStages::signedTwice);
    return here.isEmpty();
  }

  private SignedCollection verified(PeerRecord peer, LogEntry entry) throws IOException {
    SignedCollection found =
        peers
            .get(peer, entry.ual())
            .orElseThrow(() -> new NotToBeHad("expected what it listed, found nothing"));
    if (!found.manifest().ual().equals(entry.ual())) {
      throw new NotToBeHad("expected this collection, found " + found.manifest().ual());
    }
    Optional<String> problem = verifier.problem(found);
    if (problem.isPresent()) throw new NotToBeHad(problem.get());
    return found;
  }

  private static void left(PeerRecord peer, LogEntry entry, IOException why) {
    log.atWarn()
        .addKeyValue("ual", entry.ual())
        .addKeyValue("peer_id", peer.peerId())
        .log("{} of {} not fetched: {}", entry.ual(), peer.peerId(), why.getMessage());
  }

  private static void signedTwice(SignedCollection collection) {
    Ual ual = collection.manifest().ual();
    log.atWarn()
        .addKeyValue("ual", ual)
        .log("{}: expected one collection, found that peers have two; the first is kept", ual);
  }

  /** The peer answered, and not with the collection. */
  private static final class NotToBeHad extends IOException {
    NotToBeHad(String message) {
      super(message);
    }
  }
}
