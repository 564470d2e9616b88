package dev.telltale.node.triplestore;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.rdf4j.common.exception.RDF4JException;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.impl.SimpleValueFactory;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.repository.sail.SailRepositoryConnection;
import org.eclipse.rdf4j.sail.NotifyingSail;
import org.eclipse.rdf4j.sail.memory.MemoryStore;
import org.eclipse.rdf4j.sail.nativerdf.NativeStore;
import org.jspecify.annotations.Nullable;

/** The triple store that RDF4J runs inside this process, on disk or in memory. */
public final class Rdf4jTripleStore implements TripleStore {
  // Graph first as well: a collection is asked for by its graph.
  private static final String INDEXES = "spoc,posc,cspo";
  // RDF4J keeps what a larger transaction adds in a second store on disk when memory is short:
  // 50,000
  // triples then take a minute instead of two seconds.
  private static final int TRANSACTION_TRIPLES = 5_000;
  private static final SimpleValueFactory VALUES = SimpleValueFactory.getInstance();

  private final String where;
  private final SailRepository store;
  private final ReentrantLock inserting = new ReentrantLock();
  private final @Nullable OpenMark mark;

  private Rdf4jTripleStore(String where, SailRepository store, @Nullable OpenMark mark) {
    this.where = where;
    this.store = store;
    this.mark = mark;
  }

  /**
   * Opens the store in {@code dataDir/triples}, an empty one when there is none or the last process
   * did not close it. Whoever opens it holds the data directory's lock.
   */
  public static Rdf4jTripleStore open(Path dataDir) {
    Path directory = dataDir.resolve("triples");
    OpenMark mark;
    try {
      mark = OpenMark.set(directory);
    } catch (IOException e) {
      throw new TripleStoreException(
          directory + ": expected a directory to write to, found " + e, e);
    }
    NativeStore sail = new NativeStore(directory.toFile(), INDEXES);
    sail.setEvaluationStrategyFactory(new TimedStrategy.Factory());
    return open(directory.toString(), sail, mark);
  }

  /** A store that forgets everything when it is closed. */
  public static Rdf4jTripleStore inMemory() {
    MemoryStore sail = new MemoryStore();
    sail.setEvaluationStrategyFactory(new TimedStrategy.Factory());
    return open("triple store in memory", sail, null);
  }

  private static Rdf4jTripleStore open(String where, NotifyingSail sail, @Nullable OpenMark mark) {
    SailRepository store = new SailRepository(sail);
    try {
      store.init();
    } catch (RDF4JException e) {
      throw refused(where, "open", e);
    }
    return new Rdf4jTripleStore(where, store, mark);
  }

  @Override
  public void insert(SignedCollection collection) {
    Ual ual = collection.manifest().ual();
    Projection projection = Projection.of(collection);
    List<Statement> all = projection.statements();
    inserting.lock();
    try (SailRepositoryConnection connection = store.getConnection()) {
      for (int from = 0; from < all.size(); from += TRANSACTION_TRIPLES) {
        connection.begin();
        connection.add(all.subList(from, Math.min(from + TRANSACTION_TRIPLES, all.size())));
        connection.commit();
      }
    } catch (RuntimeException e) { // a torn tree shows itself in all of them
      throw refused(where, "insert " + ual, e);
    } finally {
      inserting.unlock();
    }
  }

  @Override
  public boolean ask(Ual ual) {
    IRI graph = VALUES.createIRI(ual.toString());
    try (SailRepositoryConnection connection = store.getConnection()) {
      return connection.hasStatement(null, null, null, false, graph);
    } catch (RDF4JException e) {
      throw refused(where, "ask " + ual, e);
    }
  }

  @Override
  public QueryAnswer query(ReadOnlyQuery query, QueryLimits limits) {
    try (SailRepositoryConnection connection = store.getConnection()) {
      return new QueryRun(connection, limits).answer(query);
    } catch (QueryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw refused(where, "query", e);
    }
  }

  @Override
  public long triples() {
    try (SailRepositoryConnection connection = store.getConnection()) {
      return connection.size();
    } catch (RDF4JException e) {
      throw refused(where, "count triples", e);
    }
  }

  @Override
  public boolean isEmpty() {
    try (SailRepositoryConnection connection = store.getConnection()) {
      return connection.isEmpty();
    } catch (RDF4JException e) {
      throw refused(where, "look whether it is empty", e);
    }
  }

  @Override
  public void close() {
    if (!store.isInitialized()) {
      return;
    }
    try {
      store.shutDown();
      if (mark != null) {
        mark.remove();
      }
    } catch (RDF4JException e) {
      throw refused(where, "close", e);
    } catch (IOException e) {
      throw new TripleStoreException(where + ": close: " + e, e);
    }
  }

  private static TripleStoreException refused(String where, String what, RuntimeException e) {
    return new TripleStoreException(where + ": " + what + ": " + e.getMessage(), e);
  }
}
