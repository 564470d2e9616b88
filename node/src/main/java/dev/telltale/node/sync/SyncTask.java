package dev.telltale.node.sync;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.task.Task;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One pass of catching up: reads every known peer's log from where it was left to its head.
 *
 * <p>A pass succeeds when at least one peer answered and all that answered were read to their
 * heads; a node that is alone on purpose always succeeds. One run at a time.
 */
public final class SyncTask implements Task {
  private static final Logger log = LoggerFactory.getLogger(SyncTask.class);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final int TRIES = 5;
  // A log that never ends must not keep this node from reading the others.
  private static final int MOST_PAGES = 1_000;

  private final Supplier<List<PeerRecord>> peers;
  private final BooleanSupplier aloneOnPurpose;
  private final SyncStages stages;
  private final Repository repository;
  private final ProjectedLog collections;
  private final SyncHeartbeat heartbeat;
  private final InstantSource clock;
  private final Map<String, Integer> triesOf = new HashMap<>();
  private Duration delay = BUSY;
  private volatile SyncState state = new SyncState(null, null);

  /**
   * Puts a pass together.
   *
   * @param aloneOnPurpose true where no peer is configured: then knowing none is no failure
   */
  public SyncTask(
      Supplier<List<PeerRecord>> peers,
      BooleanSupplier aloneOnPurpose,
      SyncStages stages,
      Repository repository,
      ProjectedLog collections,
      SyncHeartbeat heartbeat,
      InstantSource clock) {
    this.peers = peers;
    this.aloneOnPurpose = aloneOnPurpose;
    this.stages = stages;
    this.repository = repository;
    this.collections = collections;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  @Override
  public TaskName name() {
    return TaskName.SYNC;
  }

  /** May be asked from any thread. */
  public SyncState state() {
    return state;
  }

  @Override
  public TaskRun run() {
    int projected = collections.projectPending();
    List<PeerRecord> known = peers.get();
    int answered = 0;
    int atHead = 0;
    int fetched = 0;
    for (PeerRecord peer : known) {
      Progress progress = catchUp(peer);
      fetched += progress.fetched();
      if (progress.answered()) answered++;
      if (progress.atHead()) atHead++;
    }
    boolean nobody = known.isEmpty() && aloneOnPurpose.getAsBoolean();
    boolean succeeded = nobody || (answered > 0 && atHead == answered);
    if (succeeded) heartbeat.succeeded();
    state = new SyncState(clock.instant(), succeeded ? clock.instant() : state.lastSuccess());
    TaskOutcome outcome = succeeded ? TaskOutcome.COMPLETED : TaskOutcome.FAILED;
    log.atLevel(succeeded ? Level.INFO : Level.WARN)
        .addKeyValue("status", outcome.label())
        .log(
            "sync pass {}: {} of {} peers answered, {} at head; {} fetched, {} brought into the"
                + " triple store",
            outcome.label(),
            answered,
            known.size(),
            atHead,
            fetched,
            projected);
    delay = fetched > 0 ? BUSY : min(delay.multipliedBy(2), IDLE);
    return new TaskRun(outcome, delay);
  }

  private record Progress(boolean answered, boolean atHead, int fetched) {}

  private Progress catchUp(PeerRecord peer) {
    int fetched = 0;
    long cursor = repository.cursor(peer.peerId());
    try {
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        SyncPage page = stages.discover(peer, cursor);
        if (page.head() < cursor) { // it began anew, with an empty log
          cursor = 0;
          repository.saveCursor(peer.peerId(), 0);
          continue;
        }
        requireForward(peer, cursor, page);
        if (page.entries().isEmpty()) return new Progress(true, true, fetched);
        List<LogEntry> missing = stages.filter(page.entries());
        List<SignedCollection> found = missing.isEmpty() ? List.of() : stages.fetch(peer, missing);
        if (!found.isEmpty()) fetched += stages.insert(found);
        if (!mayPass(peer, missing, found)) return new Progress(true, false, fetched);
        cursor = page.entries().get(page.entries().size() - 1).position();
        repository.saveCursor(peer.peerId(), cursor);
      }
      return new Progress(true, false, fetched);
    } catch (IOException e) {
      log.atDebug().addKeyValue("peer_id", peer.peerId()).log("sync: {}", e.getMessage());
      return new Progress(false, false, fetched);
    }
  }

  /** A page that does not lead on would be asked for again and again. */
  private static void requireForward(PeerRecord peer, long cursor, SyncPage page)
      throws IOException {
    long last = cursor;
    for (LogEntry entry : page.entries()) {
      if (entry.position() <= last) {
        throw new IOException(
            peer.url() + ": position: expected above " + last + ", found " + entry.position());
      }
      last = entry.position();
    }
    if (page.entries().isEmpty() && page.head() > cursor) {
      throw new IOException(
          peer.url() + ": entries: expected some up to " + page.head() + ", found none");
    }
  }

  /** Whether the cursor may pass a page: all of it is here, or was tried often enough. */
  private boolean mayPass(PeerRecord peer, List<LogEntry> missing, List<SignedCollection> found) {
    List<Ual> have = found.stream().map(c -> c.manifest().ual()).toList();
    List<LogEntry> left = missing.stream().filter(entry -> !have.contains(entry.ual())).toList();
    for (LogEntry entry : left) {
      triesOf.merge(peer.peerId() + " " + entry.ual(), 1, Integer::sum);
    }
    boolean triedEnough =
        left.stream()
            .allMatch(entry -> triesOf.getOrDefault(peer.peerId() + " " + entry.ual(), 0) >= TRIES);
    if (!triedEnough) return false;
    if (!left.isEmpty()) {
      log.atWarn()
          .addKeyValue("peer_id", peer.peerId())
          .log(
              "given up on {} of {} after {} passes",
              left.stream().map(e -> e.ual().toString()).collect(Collectors.joining(", ")),
              peer.peerId(),
              TRIES);
    }
    for (LogEntry entry : missing) triesOf.remove(peer.peerId() + " " + entry.ual());
    return true;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
