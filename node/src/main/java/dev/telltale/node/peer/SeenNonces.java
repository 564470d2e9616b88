package dev.telltale.node.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Nonces of the recent past, so that no request is taken twice. Safe for use by many threads.
 *
 * <p>Bounded: when it is full of recent ones nothing more is taken, since forgetting one would let
 * its request in again. Each peer has room of its own and all strangers share one, so that nobody
 * can fill the room of a peer but itself.
 */
final class SeenNonces {
  private static final String STRANGERS = "strangers";

  private final Duration memory;
  private final int mostOfAPeer;
  private final int mostOfStrangers;
  private final Map<String, Map<String, Instant>> seen = new HashMap<>();

  SeenNonces(Duration memory, int mostOfAPeer, int mostOfStrangers) {
    this.memory = memory;
    this.mostOfAPeer = mostOfAPeer;
    this.mostOfStrangers = mostOfStrangers;
  }

  /** What became of a nonce. */
  enum Taken {
    NEW,
    USED_BEFORE,
    NO_ROOM
  }

  /**
   * Takes {@code nonce} of {@code peerId}.
   *
   * @param known whether that is a peer; one that was a stranger is not taken twice either
   */
  synchronized Taken take(String peerId, boolean known, String nonce, Instant now) {
    Map<String, Instant> strangers = recent(STRANGERS, now);
    String ofStranger = peerId + nonce;
    if (strangers.containsKey(ofStranger)) return Taken.USED_BEFORE;
    if (!known) return add(strangers, ofStranger, mostOfStrangers, now);
    return add(recent(peerId, now), nonce, mostOfAPeer, now);
  }

  private static Taken add(Map<String, Instant> room, String nonce, int most, Instant now) {
    if (room.containsKey(nonce)) return Taken.USED_BEFORE;
    if (room.size() >= most) return Taken.NO_ROOM;
    room.put(nonce, now);
    return Taken.NEW;
  }

  private Map<String, Instant> recent(String whose, Instant now) {
    Map<String, Instant> room = seen.computeIfAbsent(whose, w -> new LinkedHashMap<>());
    Iterator<Instant> oldestFirst = room.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().isBefore(now.minus(memory))) {
      oldestFirst.remove();
    }
    return room;
  }
}
