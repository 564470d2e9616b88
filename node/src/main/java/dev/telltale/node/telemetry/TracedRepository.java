package dev.telltale.node.telemetry;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.repository.Appended;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.OperationRecord;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.repository.Repository;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a span round each statement of the repository, where it is part of a trace. */
final class TracedRepository implements Repository {
  private final Repository delegate;
  private final Spans spans;

  TracedRepository(Repository delegate, Spans spans) {
    this.delegate = delegate;
    this.spans = spans;
  }

  @Override
  public SignedCollection appendNext(String publisher, LongFunction<SignedCollection> sign) {
    return in(
        "append_next",
        () -> {
          SignedCollection appended = delegate.appendNext(publisher, sign);
          Span.current().setAttribute(SpanField.UAL, appended.manifest().ual().toString());
          return appended;
        });
  }

  @Override
  public Appended append(SignedCollection collection) {
    return in("append", collection.manifest().ual(), () -> delegate.append(collection));
  }

  @Override
  public Optional<SignedCollection> find(Ual ual) {
    return in("find", ual, () -> delegate.find(ual));
  }

  @Override
  public List<LogEntry> changesAfter(long position, int limit) {
    return in("changes_after", () -> delegate.changesAfter(position, limit));
  }

  @Override
  public long head() {
    return in("head", delegate::head);
  }

  @Override
  public long collections() {
    return in("collections", delegate::collections);
  }

  @Override
  public List<Ual> notProjected(int limit) {
    return in("not_projected", () -> delegate.notProjected(limit));
  }

  @Override
  public void markProjected(Ual ual) {
    run("mark_projected", ual, () -> delegate.markProjected(ual));
  }

  @Override
  public void forgetProjected() {
    run("forget_projected", null, delegate::forgetProjected);
  }

  @Override
  public void saveOperation(OperationRecord operation) {
    run("save_operation", null, () -> delegate.saveOperation(operation));
  }

  @Override
  public Optional<OperationRecord> findOperation(String operationId) {
    return in("find_operation", () -> delegate.findOperation(operationId));
  }

  @Override
  public List<OperationRecord> failUnfinished(String reason) {
    return in("fail_unfinished", () -> delegate.failUnfinished(reason));
  }

  @Override
  public void savePeer(PeerRecord peer) {
    run("save_peer", null, () -> delegate.savePeer(peer));
  }

  @Override
  public List<PeerRecord> peers() {
    return in("peers", delegate::peers);
  }

  @Override
  public long cursor(String peerId) {
    return in("cursor", () -> delegate.cursor(peerId));
  }

  @Override
  public void saveCursor(String peerId, long position) {
    run("save_cursor", null, () -> delegate.saveCursor(peerId, position));
  }

  @Override
  public void close() {
    delegate.close();
  }

  private <T> T in(String statement, Supplier<T> work) {
    return in(statement, null, work);
  }

  private <T> T in(String statement, @Nullable Ual ual, Supplier<T> work) {
    return spans.child(SpanName.repository(statement), ual, work);
  }

  private void run(String statement, @Nullable Ual ual, Runnable work) {
    in(
        statement,
        ual,
        () -> {
          work.run();
          return true;
        });
  }
}
