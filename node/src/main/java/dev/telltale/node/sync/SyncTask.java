package dev.telltale.node.sync;

import dev.telltale.node.projection.ProjectedLog;
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

  private final Supplier<List<PeerRecord>> peers;
  private final BooleanSupplier aloneOnPurpose;
  private final CatchUp catchUp;
  private final ProjectedLog collections;
  private final SyncHeartbeat heartbeat;
  private final InstantSource clock;
  private final Map<String, String> silences = new HashMap<>();
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
    this.catchUp = new CatchUp(stages, repository);
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
    try {
      return pass();
    } catch (RuntimeException e) {
      state = new SyncState(clock.instant(), state.lastSuccess());
      throw e;
    }
  }

  private TaskRun pass() {
    int projected = collections.projectPending();
    List<PeerRecord> known = peers.get();
    int answered = 0;
    int atHead = 0;
    int fetched = 0;
    boolean more = false;
    for (PeerRecord peer : known) {
      try {
        CatchUp.Progress progress = catchUp.read(peer);
        answered++;
        fetched += progress.fetched();
        more |= progress.more();
        if (progress.atHead()) atHead++;
        silences.remove(peer.peerId());
      } catch (IOException e) {
        silent(peer, e);
      }
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
    delay = fetched > 0 || more ? BUSY : min(delay.multipliedBy(2), IDLE);
    return new TaskRun(outcome, delay);
  }

  /** Says it when the reason changes, not on every pass. */
  private void silent(PeerRecord peer, IOException why) {
    String message = String.valueOf(why.getMessage());
    if (message.equals(silences.put(peer.peerId(), message))) return;
    log.atWarn().addKeyValue("peer_id", peer.peerId()).log("not synced with: {}", message);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
