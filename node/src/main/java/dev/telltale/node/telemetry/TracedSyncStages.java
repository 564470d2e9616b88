package dev.telltale.node.telemetry;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.sync.Fetched;
import dev.telltale.node.sync.SyncPage;
import dev.telltale.node.sync.SyncStage;
import dev.telltale.node.sync.SyncStages;
import java.io.IOException;
import java.util.List;

/** Puts a span round each stage of a sync pass. */
final class TracedSyncStages implements SyncStages {
  private final SyncStages delegate;
  private final Spans spans;

  TracedSyncStages(SyncStages delegate, Spans spans) {
    this.delegate = delegate;
    this.spans = spans;
  }

  @Override
  public SyncPage discover(PeerRecord peer, long cursor) throws IOException {
    try (ActiveSpan span =
        ActiveSpan.start(spans.span(SpanName.stage(SyncStage.DISCOVER)))
            .field(SpanField.PEER_ID, peer.peerId())) {
      try {
        SyncPage page = delegate.discover(peer, cursor);
        span.status("completed");
        return page;
      } catch (IOException | RuntimeException | Error e) {
        span.failed("failed", e);
        throw e;
      }
    }
  }

  @Override
  public List<LogEntry> filter(List<LogEntry> entries) {
    return spans.child(SpanName.stage(SyncStage.FILTER), () -> delegate.filter(entries));
  }

  @Override
  public Fetched fetch(PeerRecord peer, List<LogEntry> missing) {
    try (ActiveSpan span =
        ActiveSpan.start(spans.span(SpanName.stage(SyncStage.FETCH)))
            .field(SpanField.PEER_ID, peer.peerId())) {
      try {
        Fetched fetched = delegate.fetch(peer, missing);
        boolean all = fetched.collections().size() == missing.size();
        span.status(all ? "completed" : "partial");
        return fetched;
      } catch (RuntimeException | Error e) {
        span.failed("failed", e);
        throw e;
      }
    }
  }

  @Override
  public int insert(List<SignedCollection> collections) {
    return spans.child(SpanName.stage(SyncStage.INSERT), () -> delegate.insert(collections));
  }
}
