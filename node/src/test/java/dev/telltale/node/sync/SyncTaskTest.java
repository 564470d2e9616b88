package dev.telltale.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SyncTaskTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
  private static final String PEER = "0x" + "a".repeat(40);

  private final InMemoryRepository repository = new InMemoryRepository();
  private final TripleStore triples = Rdf4jTripleStore.inMemory();
  private final ScriptedPeer peer = new ScriptedPeer();
  private final AtomicInteger heartbeats = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final List<PeerRecord> known = new ArrayList<>(List.of(record(PEER)));
  private boolean aloneOnPurpose;

  @AfterEach
  void close() {
    triples.close();
  }

  @Test
  void alone_onPurpose_succeeds() {
    known.clear();
    aloneOnPurpose = true;

    assertThat(sync(peer).run().outcome()).isEqualTo(TaskOutcome.COMPLETED);
    assertThat(heartbeats).hasValue(1);
  }

  @Test
  void alone_withPeersConfigured_fails() {
    known.clear();

    assertThat(sync(peer).run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(heartbeats).hasValue(0);
  }

  @Test
  void noPeerAnswers_failsAndTheStateSaysSo() {
    SyncTask task = sync(peer);
    task.run();
    SyncTask cutOff = sync(silent());

    assertThat(cutOff.run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(cutOff.state()).isEqualTo(new SyncState(NOW, null));
    assertThat(task.state()).isEqualTo(new SyncState(NOW, NOW));
    assertThat(heartbeats).hasValue(1);
  }

  @Test
  void fetchesEveryPageAndKeepsItWhereItCanBeAsked() {
    for (int i = 1; i <= 70; i++) peer.publish(collection(i));

    TaskRun run = sync(peer).run();

    assertThat(run).isEqualTo(new TaskRun(TaskOutcome.COMPLETED, Duration.ofSeconds(1)));
    assertThat(repository.collections()).isEqualTo(70);
    assertThat(triples.triples()).isEqualTo(70);
    assertThat(repository.cursor(PEER)).isEqualTo(70);
    assertThat(heartbeats).hasValue(1);
  }

  @Test
  void nothingNew_asksLessAndLessOften() {
    SyncTask task = sync(peer);

    assertThat(delays(task, 6)).containsExactly(2L, 4L, 8L, 15L, 15L, 15L);
    peer.publish(collection(1));
    assertThat(delays(task, 2)).containsExactly(1L, 2L);
  }

  @Test
  void whatIsHereAlready_isNotFetched() {
    SignedCollection first = collection(1);
    peer.publish(first);
    peer.publish(collection(2));
    repository.append(first);

    sync(peer).run();

    assertThat(peer.asked).containsExactly(collection(2).manifest().ual());
  }

  @Test
  void peerWithANewEmptyLog_isReadFromItsStart() {
    peer.publish(collection(1));
    peer.publish(collection(2));
    SyncTask task = sync(peer);
    task.run();
    peer.log.clear();
    peer.publish(collection(3));

    assertThat(task.run().outcome()).isEqualTo(TaskOutcome.COMPLETED);
    assertThat(repository.collections()).isEqualTo(3);
    assertThat(repository.cursor(PEER)).isEqualTo(1);
  }

  @Test
  void oneThatCanNotBeHad_blocksNothingAndIsGivenUpAfterFivePasses() {
    for (int i = 1; i <= 70; i++) peer.publish(collection(i));
    SignedCollection tampered =
        new SignedCollection(collection(2).manifest(), collection(3).nquads());
    peer.answersInstead.put(collection(2).manifest().ual(), tampered);
    SyncTask task = sync(peer);

    for (int pass = 1; pass <= 4; pass++) {
      assertThat(task.run().outcome()).as("pass " + pass).isEqualTo(TaskOutcome.FAILED);
      assertThat(repository.cursor(PEER)).isEqualTo(1); // tried again
      assertThat(repository.collections()).isEqualTo(69); // and the others are here
    }
    assertThat(heartbeats).hasValue(0);
    assertThat(task.run().outcome()).isEqualTo(TaskOutcome.COMPLETED);
    assertThat(repository.cursor(PEER)).isEqualTo(70);
    assertThat(repository.find(collection(2).manifest().ual())).isEmpty();
    assertThat(peer.asked.stream().filter(collection(2).manifest().ual()::equals)).hasSize(5);
  }

  @Test
  void oneThatComesBackInTime_isFetched() {
    peer.publish(collection(1));
    peer.publish(collection(2));
    peer.silentAbout.put(collection(1).manifest().ual(), new IOException("busy"));
    SyncTask task = sync(peer);
    task.run();
    peer.silentAbout.clear();

    assertThat(task.run().outcome()).isEqualTo(TaskOutcome.COMPLETED);
    assertThat(repository.collections()).isEqualTo(2);
  }

  @Test
  void peerThatGoesSilent_isLeftAfterThreeQuestions() {
    for (int i = 1; i <= 64; i++) {
      peer.publish(collection(i));
      peer.silentAbout.put(collection(i).manifest().ual(), new IOException("timed out"));
    }

    assertThat(sync(peer).run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(peer.asked).hasSize(3);
    assertThat(repository.cursor(PEER)).isZero();
  }

  @Test
  void largeCollections_areNotAllHeldAtOnce() {
    for (int i = 1; i <= 6; i++) peer.publish(megabytes(i, 3));
    List<Integer> held = new ArrayList<>();
    SyncStages real = stages(peer);
    SyncStages watched = new WatchedStages(real, held);

    assertThat(task(watched).run().outcome()).isEqualTo(TaskOutcome.COMPLETED);
    assertThat(repository.collections()).isEqualTo(6);
    assertThat(held).containsExactly(3, 3);
  }

  @Test
  void pageThatLeadsNowhere_endsThePass() {
    LogEntry same = new LogEntry(1, collection(1).manifest().ual(), "");
    ScriptedPeer looping =
        new ScriptedPeer() {
          @Override
          public SyncPage changes(PeerRecord of, long after) {
            pagesAsked++;
            return new SyncPage(List.of(same), 9);
          }
        };
    looping.publish(collection(1));

    assertThat(sync(looping).run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(looping.pagesAsked).isEqualTo(2);
  }

  @Test
  void pageOutOfOrder_isNotUsed() {
    ScriptedPeer backwards =
        new ScriptedPeer() {
          @Override
          public SyncPage changes(PeerRecord of, long after) {
            LogEntry second = new LogEntry(2, collection(2).manifest().ual(), "");
            LogEntry first = new LogEntry(1, collection(1).manifest().ual(), "");
            return new SyncPage(List.of(second, first), 2);
          }
        };

    assertThat(sync(backwards).run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(backwards.asked).isEmpty();
  }

  @Test
  void emptyPageOfAPeerThatSaysItHasMore_isNoSuccess() {
    ScriptedPeer hiding =
        new ScriptedPeer() {
          @Override
          public SyncPage changes(PeerRecord of, long after) {
            return new SyncPage(List.of(), 9);
          }
        };

    assertThat(sync(hiding).run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(heartbeats).hasValue(0);
  }

  @Test
  void logWithoutEnd_isReadOverSeveralPasses() {
    ScriptedPeer endless =
        new ScriptedPeer() {
          @Override
          public SyncPage changes(PeerRecord of, long after) {
            pagesAsked++;
            LogEntry next = new LogEntry(after + 1, collection(1).manifest().ual(), "");
            return new SyncPage(List.of(next), Long.MAX_VALUE);
          }
        };
    repository.append(collection(1));

    TaskRun run = sync(endless).run();

    assertThat(run).isEqualTo(new TaskRun(TaskOutcome.FAILED, Duration.ofSeconds(1)));
    assertThat(endless.pagesAsked).isEqualTo(32);
    assertThat(repository.cursor(PEER)).isEqualTo(32);
  }

  @Test
  void headThatFallsAndRises_doesNotKeepThePass() {
    ScriptedPeer wavering =
        new ScriptedPeer() {
          @Override
          public SyncPage changes(PeerRecord of, long after) {
            pagesAsked++;
            if (after > 0) return new SyncPage(List.of(), after - 1);
            LogEntry first = new LogEntry(1, collection(1).manifest().ual(), "");
            return new SyncPage(List.of(first), 1);
          }
        };
    repository.append(collection(1));

    assertThat(sync(wavering).run().outcome()).isEqualTo(TaskOutcome.FAILED);
    assertThat(wavering.pagesAsked).isLessThanOrEqualTo(32);
  }

  @Test
  void slowPeer_isLeftWhenItsTimeIsUp() {
    ScriptedPeer slow =
        new ScriptedPeer() {
          @Override
          public java.util.Optional<SignedCollection> get(
              PeerRecord of, dev.telltale.node.collection.Ual ual) throws IOException {
            nanos.addAndGet(Duration.ofSeconds(14).toNanos());
            return super.get(of, ual);
          }
        };
    List<LogEntry> missing = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      slow.publish(collection(i));
      missing.add(new LogEntry(i, collection(i).manifest().ual(), ""));
    }

    assertThat(stages(slow).fetch(record(PEER), missing).collections()).hasSize(3);
  }

  private static List<Long> delays(SyncTask task, int runs) {
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < runs; i++) delays.add(task.run().nextDelay().toSeconds());
    return delays;
  }

  private static SignedCollection collection(int number) {
    return Samples.signed(number, "<urn:s:" + number + "> <urn:p> \"" + number + "\" .");
  }

  private static SignedCollection megabytes(int number, int megabytes) {
    return Samples.signed(
        number, "<urn:s:" + number + "> <urn:p> \"" + "x".repeat(megabytes * 1024 * 1024) + "\" .");
  }

  private static PeerRecord record(String peerId) {
    return new PeerRecord(peerId, "key", URI.create("http://127.0.0.1:1"), NOW);
  }

  private static ScriptedPeer silent() {
    return new ScriptedPeer() {
      @Override
      public SyncPage changes(PeerRecord of, long after) throws IOException {
        throw new IOException("http://127.0.0.1:1: refused");
      }
    };
  }

  private SyncStages stages(PeerLog log) {
    return new PeerSyncStages(
        log, collections(), new CollectionVerifier(Samples.NETWORK), nanos::get);
  }

  private ProjectedLog collections() {
    NodeIdentity own = Samples.newIdentity();
    return new ProjectedLog(Samples.NETWORK, own, repository, triples, InstantSource.system());
  }

  private SyncTask sync(PeerLog log) {
    return task(stages(log));
  }

  private SyncTask task(SyncStages stages) {
    return new SyncTask(
        () -> known,
        () -> aloneOnPurpose,
        stages,
        repository,
        collections(),
        heartbeats::incrementAndGet,
        InstantSource.fixed(NOW));
  }
}
