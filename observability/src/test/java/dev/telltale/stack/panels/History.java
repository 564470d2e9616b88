package dev.telltale.stack.panels;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The last minutes of a few nodes, told to real servers as if they had just happened. */
final class History {
  private static final Duration STEP = Duration.ofSeconds(10);

  private final TelemetryRoute route;
  private final Map<String, Days> nodes = new LinkedHashMap<>();
  private final Map<String, Duration> silentFor = new LinkedHashMap<>();

  History(TelemetryRoute route) {
    this.route = route;
  }

  History of(String node, Days day) {
    nodes.put(node, day);
    return this;
  }

  /** A node that told nothing in the last {@code silence}. */
  History of(String node, Days day, Duration silence) {
    silentFor.put(node, silence);
    return of(node, day);
  }

  /**
   * Tells everything from {@code length} ago until now.
   *
   * @return a time soon after it, at which rates have what they need and the servers have been read
   */
  Instant tell(Duration length) throws IOException {
    Instant end = Instant.now();
    for (Map.Entry<String, Days> each : nodes.entrySet()) {
      Instant last = end.minus(silentFor.getOrDefault(each.getKey(), Duration.ZERO));
      tell(each.getKey(), each.getValue(), end.minus(length), last);
    }
    return end.plus(STEP).plus(STEP);
  }

  private void tell(String name, Days day, Instant from, Instant until) throws IOException {
    SimulatedClock clock = new SimulatedClock(from);
    Random random = new Random(name.hashCode());
    try (SimulatedNode node = new SimulatedNode(name, clock, route)) {
      node.push();
      Instant next = from;
      for (int step = 0; next.plus(STEP).isBefore(until); step++) {
        day.tenSeconds(node, step, random);
        next = next.plus(STEP);
        clock.goTo(next);
        node.push();
      }
    }
  }
}
