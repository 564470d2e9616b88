package dev.telltale.node.repository;

class InMemoryRepositoryTest extends RepositoryContract {
  @Override
  Repository open() {
    return new InMemoryRepository(CLOCK);
  }
}
