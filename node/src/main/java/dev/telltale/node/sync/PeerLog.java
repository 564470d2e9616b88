package dev.telltale.node.sync;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.util.Optional;

/** What catching up asks of another node. */
public interface PeerLog {
  /** A page of what {@code peer} has, after a position of its log. */
  SyncPage changes(PeerRecord peer, long after) throws IOException;

  /** A collection as {@code peer} has it, not yet verified; empty when it has none. */
  Optional<SignedCollection> get(PeerRecord peer, Ual ual) throws IOException;
}
