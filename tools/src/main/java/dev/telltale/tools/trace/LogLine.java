package dev.telltale.tools.trace;

/**
 * One event of a node's log.
 *
 * @param spanId empty when it was written outside of a span
 */
record LogLine(long atNanos, String level, String message, String node, String spanId) {}
