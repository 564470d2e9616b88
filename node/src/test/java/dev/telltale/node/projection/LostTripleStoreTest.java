package dev.telltale.node.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LostTripleStoreTest {
  private final Repository repository = new InMemoryRepository();

  @Test
  void isFilledFromTheLogAgain_alsoWhenAPublishIsQuicker() {
    SignedCollection before;
    try (TripleStore store = Rdf4jTripleStore.inMemory()) {
      before = over(store).publish(Samples.turtle("<http://e/a> <http://e/p> 1 ."));
      assertThat(repository.notProjected(10)).isEmpty();
    }

    try (TripleStore empty = Rdf4jTripleStore.inMemory()) {
      ProjectedLog collections = over(empty);
      collections.publish(Samples.turtle("<http://e/a> <http://e/p> 2 ."));
      assertThat(collections.projectPending()).isEqualTo(1);
      assertThat(empty.ask(before.manifest().ual())).isTrue();
      assertThat(empty.triples()).isEqualTo(2);
    }
  }

  private ProjectedLog over(TripleStore store) {
    return new ProjectedLog(
        Samples.NETWORK, Samples.publisher(), repository, store, InstantSource.system());
  }
}
