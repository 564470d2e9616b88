package dev.telltale.node.triplestore;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;

/**
 * The triples that can be asked. A projection of the log: losing it loses nothing, and a store that
 * can't be sure to be whole after a crash opens empty, to be filled from the log again.
 *
 * <p>Safe for use by many threads. Throws {@link TripleStoreException} when the store refuses.
 */
public interface TripleStore extends AutoCloseable {
  /**
   * Adds a collection in one transaction; triples of the default graph go to the graph named by the
   * UAL, named graphs keep their names. Adding it again changes nothing. A collection of more than
   * 5,000 triples may be seen while it grows.
   */
  void insert(SignedCollection collection);

  /** True when the store has triples in the graph named by {@code ual}. */
  boolean ask(Ual ual);

  /**
   * Answers a read-only SPARQL query.
   *
   * @throws QueryException when the query can't be parsed, is not allowed, or takes or returns more
   *     than {@code limits} permit
   */
  QueryAnswer query(ReadOnlyQuery query, QueryLimits limits);

  /** How many there are. Counts them one by one. */
  long triples();

  /** True in a new store, and in one that was lost. */
  boolean isEmpty();

  @Override
  void close();
}
