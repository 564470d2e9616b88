package dev.telltale.node.triplestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTripleStoreTest extends TripleStoreContract {
  @TempDir private Path dataDir;

  @Override
  TripleStore open() {
    return Rdf4jTripleStore.open(dataDir);
  }

  @Test
  void reopened_hasWhatItHad_andTakesItAgainAsTheSame() {
    SignedCollection collection =
        Samples.signed(1, "<http://e/a> <http://e/p> [ <http://e/q> 1 ] .");
    store().insert(collection);
    store().close();

    try (TripleStore again = open()) {
      assertThat(again.triples()).isEqualTo(2);
      again.insert(collection);
      assertThat(again.triples()).isEqualTo(2);
      assertThat(again.ask(collection.manifest().ual())).isTrue();
    }
  }

  @Test
  void notClosed_startsEmpty() throws IOException {
    store().insert(Samples.signed(1, "<http://e/a> <http://e/p> 1 ."));
    store().close();
    Files.createFile(dataDir.resolve("triples.open")); // what a killed process leaves

    try (TripleStore again = open()) {
      assertThat(again.triples()).isZero();
      again.insert(Samples.signed(1, "<http://e/a> <http://e/p> 1 ."));
    }
    try (TripleStore closedWell = open()) {
      assertThat(closedWell.triples()).isEqualTo(1);
    }
  }

  @Test
  void directoryThatCannotBeWrittenTo_isNamed() throws IOException {
    Path file = Files.createFile(dataDir.resolve("file"));

    assertThatThrownBy(() -> Rdf4jTripleStore.open(file))
        .isInstanceOf(TripleStoreException.class)
        .hasMessageStartingWith(file + "/triples: expected a directory to write to, found ");
  }
}
