package dev.telltale.node.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.OperationKind;
import dev.telltale.node.repository.OperationRecord;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a publish ends, and what is persisted of it. */
class StoreToPeersTest {
  private static final SignedCollection COLLECTION =
      Samples.signed(1, "<http://e/a> <http://e/p> \"v\" .");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final InMemoryRepository repository = new InMemoryRepository();
  private final PersistedOperations operations = new PersistedOperations(repository, () -> NOW);

  @AfterEach
  void close() throws Exception {
    operations.close(Duration.ofSeconds(5));
  }

  @Test
  void alone_completes() {
    assertThat(ended(List.of(), (peer, collection) -> {})).isEqualTo("completed, 0 of 0, null");
  }

  @Test
  void onePeerOfTwo_completes() {
    assertThat(
            ended(
                List.of(peer("a"), peer("b")),
                (peer, collection) -> {
                  if (peer.peerId().equals("a")) throw new IOException("off");
                }))
        .isEqualTo("completed, 1 of 2, null");
  }

  @Test
  void noPeerOfTwo_fails() {
    assertThat(
            ended(
                List.of(peer("a"), peer("b")),
                (peer, collection) -> {
                  throw new IOException("off");
                }))
        .isEqualTo(
            "failed, 0 of 2, 0 of 2 peers stored it; it is safe here and they fetch it later");
  }

  @Test
  void aFaultOfThisNode_fails() {
    String id = begun();
    StoreToPeers broken =
        new StoreToPeers(
            operations,
            () -> List.of(peer("a")),
            (peer, collection) -> {},
            work -> {
              throw new RejectedExecutionException("closed");
            });
    assertThatThrownBy(() -> broken.run(id, COLLECTION))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(words(id)).isEqualTo("failed, 0 of 1, a fault of this node: see its log");
  }

  @Test
  void inTheBackground_ofAClosedNode_isRefusedWithTheReason() throws Exception {
    String id = begun();
    operations.close(Duration.ofSeconds(5));
    assertThatThrownBy(() -> operations.runInBackground(id, () -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the node is stopping");
  }

  @Test
  void inTheBackground_moreThanThereIsPlaceFor_isRefusedWithTheReason() {
    CountDownLatch gate = new CountDownLatch(1);
    String id = begun();
    try {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 300; i++) {
                  operations.runInBackground(id, () -> awaitQuietly(gate));
                }
              })
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("256 operations wait already; peers fetch the collection by themselves");
    } finally {
      gate.countDown();
    }
  }

  @Test
  void aFault_leavesTheThreadsForOthers() throws Exception {
    String id = begun();
    for (int i = 0; i < 4; i++) {
      operations.runInBackground(
          id,
          () -> {
            throw new IllegalStateException("a bug");
          });
    }
    CountDownLatch ran = new CountDownLatch(1);
    operations.runInBackground(id, ran::countDown);
    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void changingWhatIsNotThere() {
    assertThatThrownBy(() -> operations.completed("x", 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no operation x");
  }

  private String ended(List<PeerRecord> peers, StoreToPeers.Store store) {
    String id = begun();
    new StoreToPeers(operations, () -> peers, store, Runnable::run).run(id, COLLECTION);
    return words(id);
  }

  private String begun() {
    String id = operations.begin(OperationKind.PUBLISH).id();
    operations.inProgress(id, COLLECTION.manifest().ual());
    return id;
  }

  private String words(String id) {
    OperationRecord record = operations.find(id).orElseThrow();
    assertThat(record.ual()).isEqualTo(COLLECTION.manifest().ual());
    return record.status().label()
        + ", "
        + record.acknowledgedBy()
        + " of "
        + record.peers()
        + ", "
        + record.reason();
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PeerRecord peer(String id) {
    return new PeerRecord(id, "key", URI.create("http://127.0.0.1:1"), NOW);
  }
}
