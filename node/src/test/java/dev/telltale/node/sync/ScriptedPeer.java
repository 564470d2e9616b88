package dev.telltale.node.sync;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer with a log that a test fills, and with the vices that a test gives it. */
class ScriptedPeer implements PeerLog {
  final List<SignedCollection> log = new ArrayList<>();
  final Map<Ual, IOException> silentAbout = new HashMap<>();
  final Map<Ual, SignedCollection> answersInstead = new HashMap<>();
  final List<Ual> asked = new ArrayList<>();
  int pagesAsked;
  int pageSize = 64;

  void publish(SignedCollection collection) {
    log.add(collection);
  }

  @Override
  public SyncPage changes(PeerRecord peer, long after) throws IOException {
    pagesAsked++;
    List<LogEntry> entries = new ArrayList<>();
    for (int i = (int) after; i < log.size() && entries.size() < pageSize; i++) {
      entries.add(
          new LogEntry(i + 1, log.get(i).manifest().ual(), log.get(i).manifest().merkleRoot()));
    }
    return new SyncPage(entries, log.size());
  }

  @Override
  public Optional<SignedCollection> get(PeerRecord peer, Ual ual) throws IOException {
    asked.add(ual);
    IOException silence = silentAbout.get(ual);
    if (silence != null) throw silence;
    if (answersInstead.containsKey(ual)) return Optional.ofNullable(answersInstead.get(ual));
    return log.stream().filter(c -> c.manifest().ual().equals(ual)).findFirst();
  }
}
