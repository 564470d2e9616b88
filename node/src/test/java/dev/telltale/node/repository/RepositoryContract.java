package dev.telltale.node.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.CanonicalRdf;
import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.ManifestSigner;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.identity.NodeIdentity;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every repository has to do. */
abstract class RepositoryContract {
  static final Instant NOW = Instant.parse("2026-02-01T00:00:00.123456789Z");
  static final InstantSource CLOCK = () -> NOW;
  private static final NodeIdentity OWN = Samples.newIdentity();
  private static final CanonicalRdf CONTENT =
      Samples.turtle("<http://e/a> <http://e/p> \"é \\u0000 \uD83D\uDE00\"@en , [] .");

  private Repository repository;

  abstract Repository open();

  @BeforeEach
  void openRepository() {
    repository = open();
  }

  @AfterEach
  void closeRepository() {
    repository.close();
  }

  Repository repository() {
    return repository;
  }

  static SignedCollection publish(Repository repository) {
    return repository.appendNext(OWN.peerId(), RepositoryContract::sign);
  }

  static SignedCollection sign(long number) {
    return new ManifestSigner(OWN)
        .sign(new Ual(Samples.NETWORK, OWN.peerId(), number), CONTENT, NOW);
  }

  @Test
  void empty_hasNothing() {
    assertThat(repository.head()).isZero();
    assertThat(repository.collections()).isZero();
    assertThat(repository.changesAfter(0, 10)).isEmpty();
    assertThat(repository.notProjected(10)).isEmpty();
    assertThat(repository.peers()).isEmpty();
    assertThat(repository.cursor("0x1")).isZero();
    assertThat(repository.find(sign(1).manifest().ual())).isEmpty();
    assertThat(repository.findOperation("none")).isEmpty();
  }

  @Test
  void ownCollections_areNumberedFromOneAndFoundAsTheyWere() {
    SignedCollection first = publish(repository);
    SignedCollection second = publish(repository);

    assertThat(first.manifest().ual().number()).isEqualTo(1);
    assertThat(second.manifest().ual().number()).isEqualTo(2);
    assertThat(repository.find(first.manifest().ual())).hasValue(first);
    assertThat(new CollectionVerifier(Samples.NETWORK).problem(first)).isEmpty();
    assertThat(repository.collections()).isEqualTo(2);
  }

  @Test
  void numberWhoseSigningThrew_isGivenAgain() {
    publish(repository);
    assertThatThrownBy(
            () ->
                repository.appendNext(
                    OWN.peerId(),
                    number -> {
                      throw new IllegalStateException("no " + number);
                    }))
        .hasMessage("no 2");

    assertThat(publish(repository).manifest().ual().number()).isEqualTo(2);
  }

  @Test
  void collectionSignedUnderAnotherNumber_isNotKept() {
    assertThatThrownBy(() -> repository.appendNext(OWN.peerId(), number -> sign(number + 1)))
        .hasMessage("expected number 1 of " + OWN.peerId() + ", found " + sign(2).manifest().ual());
    assertThat(repository.collections()).isZero();
  }

  @Test
  void manyPublishersAtOnce_eachNumberIsGivenOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<SignedCollection>> futures = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        futures.add(threads.submit(() -> publish(repository)));
      }
      List<Long> numbers = new ArrayList<>();
      for (Future<SignedCollection> future : futures) {
        numbers.add(future.get().manifest().ual().number());
      }
      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void collectionOfAnother_isTakenOnce_andAnotherOfThatNameIsAConflict() {
    SignedCollection theirs = Samples.signed(7, "<http://e/a> <http://e/p> 1 .");
    SignedCollection other = Samples.signed(7, "<http://e/a> <http://e/p> 2 .");

    assertThat(repository.append(theirs)).isEqualTo(Appended.NEW);
    assertThat(repository.append(theirs)).isEqualTo(Appended.ALREADY_PRESENT);
    assertThat(repository.append(other)).isEqualTo(Appended.CONFLICT);
    assertThat(repository.find(theirs.manifest().ual())).hasValue(theirs);
    assertThat(repository.collections()).isEqualTo(1);
    assertThat(publish(repository).manifest().ual().number()).isEqualTo(1);
  }

  @Test
  void changes_comeInTheOrderOfArrival_pageByPage() {
    SignedCollection theirs = Samples.signed(7, "<http://e/a> <http://e/p> 1 .");
    SignedCollection first = publish(repository);
    repository.append(theirs);
    SignedCollection second = publish(repository);

    List<LogEntry> all = repository.changesAfter(0, 10);
    assertThat(all)
        .extracting(LogEntry::ual)
        .containsExactly(first.manifest().ual(), theirs.manifest().ual(), second.manifest().ual());
    assertThat(all.get(1).merkleRoot()).isEqualTo(theirs.manifest().merkleRoot());
    assertThat(repository.changesAfter(0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(repository.changesAfter(all.get(1).position(), 2)).isEqualTo(all.subList(2, 3));
    assertThat(repository.head()).isEqualTo(all.get(2).position());
    assertThat(repository.changesAfter(repository.head(), 2)).isEmpty();
  }

  @Test
  void whatIsNotInTheTripleStore_isKnown() {
    Ual first = publish(repository).manifest().ual();
    Ual second = publish(repository).manifest().ual();
    Ual third = publish(repository).manifest().ual();
    assertThat(repository.notProjected(2)).containsExactly(first, second);

    repository.markProjected(first);
    repository.markProjected(first);
    assertThat(repository.notProjected(10)).containsExactly(second, third);

    repository.forgetProjected();
    assertThat(repository.notProjected(10)).containsExactly(first, second, third);
  }

  @Test
  void operations_areSavedOverAndOver_andSweptOnce() {
    OperationRecord created = operation("a", OperationStatus.CREATED, null);
    OperationRecord running = operation("b", OperationStatus.IN_PROGRESS, null);
    OperationRecord failed = operation("c", OperationStatus.FAILED, "no peers");
    OperationRecord completed = operation("d", OperationStatus.COMPLETED, null);
    List.of(created, running, failed, completed).forEach(repository::saveOperation);
    repository.saveOperation(operation("d", OperationStatus.IN_PROGRESS, null));
    repository.saveOperation(completed);

    assertThat(repository.findOperation("a")).hasValue(created);
    assertThat(repository.findOperation("c")).hasValue(failed);
    List<OperationRecord> swept = repository.failUnfinished("the node was stopped");
    assertThat(swept)
        .extracting(OperationRecord::id, OperationRecord::status, OperationRecord::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "a", OperationStatus.FAILED, "the node was stopped"),
            org.assertj.core.groups.Tuple.tuple(
                "b", OperationStatus.FAILED, "the node was stopped"));
    assertThat(swept).allMatch(o -> o.changedAt().equals(NOW) && o.ual() != null);
    assertThat(repository.findOperation("b")).hasValue(swept.get(1));
    assertThat(repository.findOperation("c")).hasValue(failed);
    assertThat(repository.findOperation("d")).hasValue(completed);
    assertThat(repository.failUnfinished("again")).isEmpty();
  }

  @Test
  void peersAndCursors_areReplaced() {
    PeerRecord two = new PeerRecord("0x2", "key2", URI.create("http://127.0.0.1:2"), NOW);
    PeerRecord one = new PeerRecord("0x1", "key1", URI.create("http://127.0.0.1:1"), NOW);
    PeerRecord moved =
        new PeerRecord("0x2", "key2", URI.create("http://127.0.0.1:3"), NOW.plusMillis(1));
    List.of(two, one, moved).forEach(repository::savePeer);
    repository.saveCursor("0x2", 5);
    repository.saveCursor("0x2", 7);

    assertThat(repository.peers()).containsExactly(one, moved);
    assertThat(repository.cursor("0x2")).isEqualTo(7);
    assertThat(repository.cursor("0x1")).isZero();
  }

  static OperationRecord operation(String id, OperationStatus status, String reason) {
    return new OperationRecord(
        id,
        OperationKind.PUBLISH,
        status,
        sign(1).manifest().ual(),
        reason,
        3,
        2,
        NOW.minusSeconds(60),
        NOW.minusSeconds(30));
  }
}
