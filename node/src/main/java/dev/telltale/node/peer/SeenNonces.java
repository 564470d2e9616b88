package dev.telltale.node.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Nonces of the recent past, so that no request is taken twice. Safe for use by many threads.
 *
 * <p>Bounded: when it is full of recent ones nothing more is taken, since forgetting one would let
 * its request in again.
 */
final class SeenNonces {
  private static final int MOST = 100_000;

  private final Duration memory;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  SeenNonces(Duration memory) {
    this.memory = memory;
  }

  /** Returns false when {@code nonce} was seen within the memory, or nothing more can be taken. */
  synchronized boolean add(String nonce, Instant now) {
    Iterator<Instant> oldestFirst = seen.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().isBefore(now.minus(memory))) {
      oldestFirst.remove();
    }
    return seen.size() < MOST && seen.putIfAbsent(nonce, now) == null;
  }
}
