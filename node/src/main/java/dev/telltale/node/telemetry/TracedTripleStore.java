package dev.telltale.node.telemetry;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.triplestore.QueryAnswer;
import dev.telltale.node.triplestore.QueryLimits;
import dev.telltale.node.triplestore.ReadOnlyQuery;
import dev.telltale.node.triplestore.TripleStore;

/** Puts a span round each call of the triple store, where it is part of a trace. */
final class TracedTripleStore implements TripleStore {
  private final TripleStore delegate;
  private final Spans spans;

  TracedTripleStore(TripleStore delegate, Spans spans) {
    this.delegate = delegate;
    this.spans = spans;
  }

  @Override
  public void insert(SignedCollection collection) {
    spans.child(
        SpanName.tripleStore("insert"),
        collection.manifest().ual(),
        () -> {
          delegate.insert(collection);
          return true;
        });
  }

  @Override
  public boolean ask(Ual ual) {
    return spans.child(SpanName.tripleStore("ask"), ual, () -> delegate.ask(ual));
  }

  @Override
  public QueryAnswer query(ReadOnlyQuery query, QueryLimits limits) {
    return spans.child(
        SpanName.tripleStore(query.form().label()), () -> delegate.query(query, limits));
  }

  @Override
  public long triples() {
    return delegate.triples();
  }

  @Override
  public boolean isEmpty() {
    return delegate.isEmpty();
  }

  @Override
  public void close() {
    delegate.close();
  }
}
