package dev.telltale.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a pass succeeds, and how far it reads. */
class SyncTaskTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final InMemoryRepository repository = new InMemoryRepository();
  private final TripleStore triples = Rdf4jTripleStore.inMemory();
  private final ProjectedLog collections =
      new ProjectedLog("local:1", Samples.newIdentity(), repository, triples, () -> NOW);
  private final List<PeerRecord> peers = new ArrayList<>();
  private final Map<String, Log> logs = new HashMap<>();
  private boolean aloneOnPurpose;
  private int heartbeats;
  private final SyncTask task =
      new SyncTask(
          () -> peers,
          () -> aloneOnPurpose,
          new Stages(),
          repository,
          collections,
          () -> heartbeats++,
          () -> NOW);

  /** What one peer has, and how it behaves. */
  private static final class Log {
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<LogEntry> notServed = new ArrayList<>();
    private boolean off;
    private boolean endless;
    private int pages;
  }

  @AfterEach
  void close() {
    triples.close();
  }

  @Test
  void aloneOnPurpose_succeeds() {
    aloneOnPurpose = true;
    assertPass(TaskOutcome.COMPLETED);
  }

  @Test
  void nobodyMetOfThoseConfigured_fails() {
    assertPass(TaskOutcome.FAILED);
    assertThat(task.state()).isEqualTo(new SyncState(NOW, null));
  }

  @Test
  void alonePurpose_butAPeerIsKnownAndOff_fails() {
    aloneOnPurpose = true;
    peer("a").off = true;
    assertPass(TaskOutcome.FAILED);
  }

  @Test
  void onePeerOfTwoAnswers_andIsReadToItsHead_succeeds() {
    peer("a").off = true;
    add(peer("b"), 1);
    assertPass(TaskOutcome.COMPLETED);
    assertThat(repository.collections()).isEqualTo(1);
    assertThat(triples.triples()).isEqualTo(1);
    assertThat(repository.cursor("b")).isEqualTo(1);
    assertThat(task.state()).isEqualTo(new SyncState(NOW, NOW));
  }

  @Test
  void onePeerIsNotReadToItsHead_fails() {
    add(peer("a"), 1);
    Log b = peer("b");
    b.notServed.add(add(b, 2));
    assertPass(TaskOutcome.FAILED);
    assertThat(repository.cursor("a")).isEqualTo(1);
    assertThat(repository.cursor("b")).isZero();
  }

  @Test
  void whatIsNotServed_isGivenUpInTheFifthPass() {
    Log a = peer("a");
    a.notServed.add(add(a, 1));
    add(a, 2);
    for (int pass = 1; pass <= 4; pass++) assertPass(TaskOutcome.FAILED);
    assertThat(repository.cursor("a")).isZero();
    assertPass(TaskOutcome.COMPLETED);
    assertThat(repository.cursor("a")).isEqualTo(2);
    assertThat(repository.collections()).isEqualTo(1);
  }

  @Test
  void aPeerThatBeganAnew_isReadFromTheStart() {
    Log a = peer("a");
    repository.saveCursor("a", 9);
    add(a, 1);
    assertPass(TaskOutcome.COMPLETED);
    assertThat(repository.cursor("a")).isEqualTo(1);
    assertThat(repository.collections()).isEqualTo(1);
  }

  @Test
  void aPageThatDoesNotLeadOn_isNoAnswer() {
    Log a = peer("a");
    LogEntry entry = add(a, 1);
    a.entries.add(entry);
    assertPass(TaskOutcome.FAILED);
    assertThat(repository.cursor("a")).isZero();
    add(peer("b"), 2);
    assertPass(TaskOutcome.COMPLETED);
  }

  @Test
  void aLogThatNeverEnds_doesNotKeepUsFromTheOthers() {
    Log a = peer("a");
    add(a, 1);
    assertPass(TaskOutcome.COMPLETED);
    a.endless = true;
    add(peer("b"), 2);
    a.pages = 0;
    assertPass(TaskOutcome.FAILED);
    assertThat(a.pages).isEqualTo(1_000);
    assertThat(repository.cursor("b")).isEqualTo(1);
  }

  @Test
  void theNextPassIsSoonAfterAFetch_andLaterWhenNothingHappens() {
    aloneOnPurpose = true;
    assertThat(task.run().nextDelay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(task.run().nextDelay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(task.run().nextDelay()).isEqualTo(Duration.ofSeconds(8));
    assertThat(task.run().nextDelay()).isEqualTo(Duration.ofSeconds(15));
    add(peer("a"), 1);
    assertThat(task.run().nextDelay()).isEqualTo(Duration.ofSeconds(1));
  }

  private void assertPass(TaskOutcome outcome) {
    int before = heartbeats;
    assertThat(task.run().outcome()).isEqualTo(outcome);
    assertThat(heartbeats - before).isEqualTo(outcome == TaskOutcome.COMPLETED ? 1 : 0);
  }

  private Log peer(String id) {
    peers.add(new PeerRecord(id, "key", URI.create("http://127.0.0.1:1"), NOW));
    Log log = new Log();
    logs.put(id, log);
    return log;
  }

  private static LogEntry add(Log log, long number) {
    SignedCollection collection = collection(number);
    LogEntry entry =
        new LogEntry(
            log.entries.size() + 1,
            collection.manifest().ual(),
            collection.manifest().merkleRoot());
    log.entries.add(entry);
    return entry;
  }

  private static SignedCollection collection(long number) {
    return Samples.signed(number, "<http://e/a> <http://e/p> \"" + number + "\" .");
  }

  private final class Stages implements SyncStages {
    @Override
    public SyncPage discover(PeerRecord peer, long cursor) throws IOException {
      Log log = logs.get(peer.peerId());
      log.pages++;
      if (log.off) throw new IOException("off");
      if (log.endless) {
        LogEntry again = log.entries.get(0);
        return new SyncPage(
            List.of(new LogEntry(cursor + 1, again.ual(), again.merkleRoot())), Long.MAX_VALUE);
      }
      long head = log.entries.isEmpty() ? 0 : log.entries.get(log.entries.size() - 1).position();
      return new SyncPage(log.entries.stream().filter(e -> e.position() > cursor).toList(), head);
    }

    @Override
    public List<LogEntry> filter(List<LogEntry> entries) {
      return entries.stream().filter(e -> collections.find(e.ual()).isEmpty()).toList();
    }

    @Override
    public List<SignedCollection> fetch(PeerRecord peer, List<LogEntry> missing) {
      return missing.stream()
          .filter(e -> !logs.get(peer.peerId()).notServed.contains(e))
          .map(e -> collection(e.ual().number()))
          .toList();
    }

    @Override
    public int insert(List<SignedCollection> fetched) {
      fetched.forEach(collections::keep);
      return fetched.size();
    }
  }
}
