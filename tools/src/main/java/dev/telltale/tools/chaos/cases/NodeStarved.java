package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.ChildProcess;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Waiting;
import java.io.IOException;
import java.time.Duration;

/**
 * C8: the node itself gets no processor for a while, or little. Without a control: a process that
 * does not run emits nothing either, and what it had sent is answered when it goes on, so that a
 * naive one loses only what a busy machine takes from it anyway. The case looks for what does not
 * recover.
 */
final class NodeStarved extends Outage {
  private static final Duration RUNS = Duration.ofMillis(20);
  private static final Duration RESTS = Duration.ofMillis(80);

  private final boolean wholly;

  private NodeStarved(String id, String fault, boolean wholly) {
    super(id, fault);
    this.wholly = wholly;
  }

  static NodeStarved paused() {
    return new NodeStarved("C8a", "node paused (SIGSTOP) for 30 s", true);
  }

  static NodeStarved throttled() {
    return new NodeStarved("C8b", "node runs 20 ms in every 100 ms for 30 s", false);
  }

  @Override
  Duration length() {
    return wholly ? Duration.ofSeconds(30) : Duration.ZERO;
  }

  @Override
  public int seconds() {
    return 75;
  }

  @Override
  void begin(Route route) throws IOException {
    ChildProcess node = route.subject().process();
    if (wholly) {
      node.pause();
      return;
    }
    long end = System.nanoTime() + route.run().fault(Duration.ofSeconds(30)).toNanos();
    while (System.nanoTime() < end) {
      node.pause();
      Waiting.pause(RESTS);
      node.resume();
      Waiting.pause(RUNS);
    }
  }

  @Override
  void end(Route route) throws IOException {
    route.subject().process().resume();
  }
}
