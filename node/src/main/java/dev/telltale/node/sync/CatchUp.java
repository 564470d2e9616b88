package dev.telltale.node.sync;

import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.repository.Repository;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one peer's log from where it was left to its head, for a limited number of pages.
 *
 * <p>What can't be had does not block what follows. It keeps the saved cursor where it is, so that
 * the next pass tries it again, and is given up after a few passes.
 */
final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final int MAX_PASSES = 5;
  private static final int MAX_PAGES = 32;

  private final SyncStages stages;
  private final Repository repository;
  private final Map<String, TreeMap<Long, Integer>> passesOf = new HashMap<>();

  CatchUp(SyncStages stages, Repository repository) {
    this.stages = stages;
    this.repository = repository;
  }

  /**
   * How far one peer's log was read.
   *
   * @param atHead nothing is left of it
   * @param more there are pages that the next pass can read at once
   */
  record Progress(boolean atHead, boolean more, int fetched) {}

  /** Throws when the peer did not answer, or not with pages. */
  Progress read(PeerRecord peer) throws IOException {
    long saved = repository.cursor(peer.peerId());
    long reading = saved;
    boolean allPassed = true;
    int fetched = 0;
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      SyncPage page = stages.discover(peer, reading);
      if (page.head() < saved && reading == saved) {
        saved = beganAnew(peer, saved, page.head());
        reading = 0;
        continue;
      }
      page.requireAfter(reading);
      if (page.entries().isEmpty()) return new Progress(allPassed, false, fetched);
      List<LogEntry> missing = stages.filter(page.entries());
      Fetched found = missing.isEmpty() ? Fetched.NOTHING : stages.fetch(peer, missing);
      if (!found.collections().isEmpty()) fetched += stages.insert(found.collections());
      countPasses(peer, found.left());

      long read = reading;
      for (LogEntry entry : page.entries()) {
        boolean passed = !missing.contains(entry) || found.has(entry) || isGivenUp(peer, entry);
        if (!passed && !found.left().contains(entry)) break; // not asked for yet
        read = entry.position();
        allPassed &= passed;
        if (allPassed) saved = read;
      }
      save(peer, saved);
      boolean askedInVain = found.collections().isEmpty() && !missing.isEmpty();
      if (read == reading || (askedInVain && read < lastOf(page))) {
        return new Progress(false, false, fetched);
      }
      reading = read;
    }
    return new Progress(false, true, fetched);
  }

  private long beganAnew(PeerRecord peer, long cursor, long head) {
    log.atInfo()
        .addKeyValue("peer_id", peer.peerId())
        .log("{} began a new log: read to {}, its head is {}", peer.peerId(), cursor, head);
    passesOf.remove(peer.peerId());
    repository.saveCursor(peer.peerId(), 0);
    return 0;
  }

  private void countPasses(PeerRecord peer, List<LogEntry> left) {
    if (left.isEmpty()) return;
    TreeMap<Long, Integer> passes = passesOf.computeIfAbsent(peer.peerId(), id -> new TreeMap<>());
    for (LogEntry entry : left) {
      if (passes.merge(entry.position(), 1, Integer::sum) == MAX_PASSES) {
        log.atWarn()
            .addKeyValue("peer_id", peer.peerId())
            .addKeyValue("ual", entry.ual())
            .log("{} of {} given up after {} passes", entry.ual(), peer.peerId(), MAX_PASSES);
      }
    }
  }

  private boolean isGivenUp(PeerRecord peer, LogEntry entry) {
    TreeMap<Long, Integer> passes = passesOf.get(peer.peerId());
    return passes != null && passes.getOrDefault(entry.position(), 0) >= MAX_PASSES;
  }

  private void save(PeerRecord peer, long saved) {
    if (saved == repository.cursor(peer.peerId())) return;
    repository.saveCursor(peer.peerId(), saved);
    TreeMap<Long, Integer> passes = passesOf.get(peer.peerId());
    if (passes != null) passes.headMap(saved, true).clear();
  }

  private static long lastOf(SyncPage page) {
    return page.entries().get(page.entries().size() - 1).position();
  }
}
