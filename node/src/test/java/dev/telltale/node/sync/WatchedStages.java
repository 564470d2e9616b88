package dev.telltale.node.sync;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.util.List;

/** Notes how many collections were held at a time. */
record WatchedStages(SyncStages real, List<Integer> held) implements SyncStages {
  @Override
  public SyncPage discover(PeerRecord of, long cursor) throws IOException {
    return real.discover(of, cursor);
  }

  @Override
  public List<LogEntry> filter(List<LogEntry> entries) {
    return real.filter(entries);
  }

  @Override
  public Fetched fetch(PeerRecord of, List<LogEntry> missing) {
    return real.fetch(of, missing);
  }

  @Override
  public int insert(List<SignedCollection> collections) {
    held.add(collections.size());
    return real.insert(collections);
  }
}
