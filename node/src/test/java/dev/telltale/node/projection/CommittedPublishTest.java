package dev.telltale.node.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.repository.RepositoryException;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CommittedPublishTest {
  @Test
  void whatIsInTheLog_isPublished_evenWhenNothingMoreCanBeWritten() {
    Repository real = new InMemoryRepository();
    AtomicBoolean full = new AtomicBoolean(true);
    try (TripleStore store = Rdf4jTripleStore.inMemory()) {
      ProjectedLog collections =
          new ProjectedLog(
              Samples.NETWORK,
              Samples.publisher(),
              marksOnlyWhenNot(full, real),
              store,
              InstantSource.system());

      SignedCollection published =
          collections.publish(Samples.turtle("<http://e/a> <http://e/p> 1 ."));
      assertThat(real.find(published.manifest().ual())).contains(published);
      assertThat(collections.projectPending()).isZero();

      full.set(false);
      assertThat(collections.projectPending()).isEqualTo(1);
      assertThat(store.triples()).isEqualTo(1);
    }
  }

  /** The disk is full after the commit: appending worked, marking does not. */
  private static Repository marksOnlyWhenNot(AtomicBoolean full, Repository real) {
    return (Repository)
        Proxy.newProxyInstance(
            Repository.class.getClassLoader(),
            new Class<?>[] {Repository.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("markProjected") && full.get()) {
                throw new RepositoryException("data: disk full", new IOException("no space left"));
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
