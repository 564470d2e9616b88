package dev.telltale.tools.trace;

import dev.telltale.tools.remote.PlainText;

/**
 * One event of a node's log.
 *
 * @param spanId empty when it was written outside of a span
 */
record LogLine(long atNanos, String level, String message, String node, String spanId) {
  LogLine {
    level = PlainText.of(level);
    message = PlainText.of(message);
    node = PlainText.of(node);
  }
}
