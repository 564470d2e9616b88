package dev.telltale.node.sync;

import dev.telltale.node.repository.LogEntry;
import java.util.List;

/**
 * A part of a peer's log.
 *
 * @param head position of the newest entry the peer has
 */
public record SyncPage(List<LogEntry> entries, long head) {}
