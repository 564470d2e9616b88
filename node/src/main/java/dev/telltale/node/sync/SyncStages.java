package dev.telltale.node.sync;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.util.List;

/** The steps of catching up with one peer. Each works on one page of that peer's log. */
public interface SyncStages {
  /**
   * The next page of what {@code peer} has, after {@code cursor}.
   *
   * @throws IOException when the peer did not answer, or not with a page
   */
  SyncPage discover(PeerRecord peer, long cursor) throws IOException;

  /** Those entries that this node lacks. */
  List<LogEntry> filter(List<LogEntry> entries);

  /**
   * Their collections from {@code peer}, verified; what could not be had is said. Takes as many as
   * fit into memory and a limited time, and at least one; the rest is for the next call.
   */
  Fetched fetch(PeerRecord peer, List<LogEntry> missing);

  /** Keeps them: log, then triple store. */
  int insert(List<SignedCollection> collections);
}
