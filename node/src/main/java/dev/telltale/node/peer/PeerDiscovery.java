package dev.telltale.node.peer;

import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.task.Task;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meets other nodes: those that called first, those of {@code bootstrap}, and again those that are
 * known. Says once when one is met, goes silent or is back.
 *
 * <p>A run that comes early, because somebody called, asks newcomers only: strangers must not make
 * this node ask everybody it knows.
 */
public final class PeerDiscovery implements Task {
  private static final Logger log = LoggerFactory.getLogger(PeerDiscovery.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration ALONE = Duration.ofSeconds(5);
  private static final Duration LATE = Duration.ofSeconds(30);
  // Anyone can name a URL that answers slowly; those that are known must not wait for many such.
  private static final int CANDIDATES_AT_A_TIME = 4;

  private final String ownPeerId;
  private final List<URI> bootstrap;
  private final Candidates candidates;
  private final PeerTable peers;
  private final PeerClient client;
  private final LongSupplier nanoTime;
  private final Set<URI> silent = new HashSet<>();
  private Duration delay = SOON;
  private long dueNanos;

  public PeerDiscovery(
      String ownPeerId,
      List<URI> bootstrap,
      Candidates candidates,
      PeerTable peers,
      PeerClient client) {
    this(ownPeerId, bootstrap, candidates, peers, client, System::nanoTime);
  }

  /**
   * With a clock of its own.
   *
   * @param nanoTime rises steadily, as {@link System#nanoTime}
   */
  public PeerDiscovery(
      String ownPeerId,
      List<URI> bootstrap,
      Candidates candidates,
      PeerTable peers,
      PeerClient client,
      LongSupplier nanoTime) {
    this.ownPeerId = ownPeerId;
    this.bootstrap = bootstrap;
    this.candidates = candidates;
    this.peers = peers;
    this.client = client;
    this.nanoTime = nanoTime;
    this.dueNanos = nanoTime.getAsLong();
  }

  @Override
  public TaskName name() {
    return TaskName.PEER_DISCOVERY;
  }

  @Override
  public TaskRun run() {
    Set<URI> urls = new LinkedHashSet<>(bootstrap);
    peers.all().forEach(peer -> urls.add(peer.url()));
    for (URI candidate : candidates.take(CANDIDATES_AT_A_TIME)) {
      if (!urls.contains(candidate)) tryCandidate(candidate);
    }
    Duration early = Duration.ofNanos(dueNanos - nanoTime.getAsLong());
    if (early.toMillis() > 0) return new TaskRun(TaskOutcome.COMPLETED, shortened(early));
    silent.retainAll(urls);
    int answered = 0;
    for (URI url : urls) if (meet(url)) answered++;
    boolean nobodyAnswered = answered == 0 && !urls.isEmpty();
    Duration next = nextDelay(urls.isEmpty(), answered == urls.size());
    dueNanos = nanoTime.getAsLong() + next.toNanos();
    return new TaskRun(
        nobodyAnswered ? TaskOutcome.FAILED : TaskOutcome.COMPLETED, shortened(next));
  }

  /** A stranger's word: it is tried once, and leaves nothing behind when it was wrong. */
  private void tryCandidate(URI url) {
    if (peers.isFull()) {
      log.info("{} is not asked: there are peers enough", url);
      return;
    }
    try {
      meetAt(url);
    } catch (IOException e) {
      log.info("{}; who gave this URL is not met", e.getMessage());
    }
  }

  private boolean meet(URI url) {
    try {
      meetAt(url);
      return true;
    } catch (IOException e) {
      if (silent.add(url)) log.warn("{}; asked again later", e.getMessage());
      return false;
    }
  }

  private void meetAt(URI url) throws IOException {
    PeerClient.Identified found = client.identify(url);
    PeerRecord peer = found.peer();
    if (peer.peerId().equals(ownPeerId)) return; // a node may stand in its own bootstrap
    Optional<URI> before = peers.find(peer.peerId()).map(PeerRecord::url);
    // Found elsewhere than it says it is, it may be behind a relay: that must not take its place.
    boolean itsPlace = found.atItsOwnUrl() || before.filter(at -> !at.equals(url)).isEmpty();
    if (itsPlace) peers.met(peer);
    boolean back = silent.remove(url);
    if (before.isEmpty()) {
      log.atInfo()
          .addKeyValue("peer_id", peer.peerId())
          .log("met {} at {}", peer.peerId(), peer.url());
    } else if (back) {
      log.atInfo().addKeyValue("peer_id", peer.peerId()).log("{} answers again", url);
    }
  }

  /** Somebody is missing: ask again soon, and then less and less often. */
  private Duration nextDelay(boolean nobodyKnown, boolean allAnswered) {
    if (nobodyKnown) return ALONE;
    if (allAnswered) {
      delay = SOON;
      return LATE;
    }
    Duration now = delay;
    delay = delay.multipliedBy(2).compareTo(LATE) < 0 ? delay.multipliedBy(2) : LATE;
    return now;
  }

  /** Newcomers that are left over do not wait for the rest. */
  private Duration shortened(Duration until) {
    return candidates.isEmpty() || until.compareTo(SOON) < 0 ? until : SOON;
  }
}
