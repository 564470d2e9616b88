package dev.telltale.node.sync;

import dev.telltale.node.repository.LogEntry;
import java.io.IOException;
import java.util.List;

/**
 * A part of a peer's log.
 *
 * @param head position of the newest entry the peer had; some of the entries may be newer
 */
public record SyncPage(List<LogEntry> entries, long head) {

  /** Throws unless this is a page after {@code cursor}: a page that leads nowhere is no answer. */
  void requireAfter(long cursor) throws IOException {
    long before = cursor;
    for (LogEntry entry : entries) {
      if (entry.position() <= before) {
        throw new IOException(
            "changes: expected positions above " + before + ", found " + entry.position());
      }
      before = entry.position();
    }
    if (entries.isEmpty() && head > cursor) {
      throw new IOException(
          "changes: expected entries from " + cursor + " to the head " + head + ", found none");
    }
  }
}
