package dev.telltale.node.triplestore;

class InMemoryTripleStoreTest extends TripleStoreContract {
  @Override
  TripleStore open() {
    return Rdf4jTripleStore.inMemory();
  }
}
