package dev.telltale.node.sync;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.repository.LogEntry;
import java.util.List;

/**
 * What came of fetching a part of a peer's log.
 *
 * @param collections verified, in the order of the log
 * @param left asked for and not to be had; what is in neither list was not asked for yet
 */
public record Fetched(List<SignedCollection> collections, List<LogEntry> left) {
  static final Fetched NOTHING = new Fetched(List.of(), List.of());

  boolean has(LogEntry entry) {
    return collections.stream().anyMatch(c -> c.manifest().ual().equals(entry.ual()));
  }
}
