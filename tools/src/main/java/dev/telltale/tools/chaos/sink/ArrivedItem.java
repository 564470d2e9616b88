package dev.telltale.tools.chaos.sink;

import org.jspecify.annotations.Nullable;

/**
 * One span or log record as it came out of the Collector.
 *
 * @param key tells it from others that carry no chaos id; 0 where nothing does
 * @param chaosId null for what the node itself emits
 * @param check what travelled with the id
 * @param nanos how long a span took; 0 for a log record
 */
record ArrivedItem(long key, @Nullable String chaosId, @Nullable String check, long nanos) {}
