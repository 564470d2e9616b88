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
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meets other nodes: those of {@code bootstrap}, those that called first, and again those that are
 * known. Says once when one is met, goes silent or is back.
 */
public final class PeerDiscovery implements Task {
  private static final Logger log = LoggerFactory.getLogger(PeerDiscovery.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration ALONE = Duration.ofSeconds(5);
  private static final Duration LATE = Duration.ofSeconds(30);

  private final String ownPeerId;
  private final List<URI> bootstrap;
  private final Candidates candidates;
  private final PeerTable peers;
  private final PeerClient client;
  private final Set<URI> silent = new HashSet<>();
  private Duration delay = SOON;

  public PeerDiscovery(
      String ownPeerId,
      List<URI> bootstrap,
      Candidates candidates,
      PeerTable peers,
      PeerClient client) {
    this.ownPeerId = ownPeerId;
    this.bootstrap = bootstrap;
    this.candidates = candidates;
    this.peers = peers;
    this.client = client;
  }

  @Override
  public TaskName name() {
    return TaskName.PEER_DISCOVERY;
  }

  @Override
  public TaskRun run() {
    Set<URI> urls = new LinkedHashSet<>(bootstrap);
    peers.all().forEach(peer -> urls.add(peer.url()));
    for (URI candidate : candidates.takeAll())
      if (!urls.contains(candidate)) tryCandidate(candidate);
    int answered = 0;
    for (URI url : urls) if (meet(url)) answered++;
    boolean nobodyAnswered = answered == 0 && !urls.isEmpty();
    return new TaskRun(
        nobodyAnswered ? TaskOutcome.FAILED : TaskOutcome.COMPLETED,
        nextDelay(urls.isEmpty(), answered == urls.size()));
  }

  /** A stranger's word: it is tried once, and leaves nothing behind when it was wrong. */
  private void tryCandidate(URI url) {
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
    PeerRecord peer = client.identify(url);
    if (peer.peerId().equals(ownPeerId)) return; // a node may stand in its own bootstrap
    boolean back = silent.remove(url);
    if (peers.met(peer)) {
      log.atInfo().addKeyValue("peer_id", peer.peerId()).log("met {} at {}", peer.peerId(), url);
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
}
