package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.Waiting;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Reconciler;
import dev.telltale.tools.chaos.oracle.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * B1: the node is killed again and again. The commands' own spans are not recorded here, so that
 * nearly all spans are the oracle's and the ledger's {@code crash} can be held against them.
 *
 * <p>A kill takes spans from the node's memory too: what counts in the control are the log lines.
 */
final class NodeKilled implements ChaosCase {
  private static final int SPAN_THREADS = 2;
  private static final int SPANS_IN_MEMORY = 512;
  private static final int OF_THE_NODE = 20;
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final String id;
  private final int kills;

  NodeKilled(String id, int kills) {
    this.id = id;
    this.kills = kills;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "node killed (SIGKILL) " + kills + " times, after 0.5 to 5 s each";
  }

  @Override
  public boolean quick() {
    return kills < 100;
  }

  @Override
  public Control control() {
    return kills < 100 ? Control.FULL : Control.NONE;
  }

  @Override
  public Naive naive() {
    return Naive.LINES_BUFFERED;
  }

  @Override
  public int seconds() {
    return 40 + 8 * kills;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    int times = kills < 100 ? kills : run.times(kills);
    Random random = new Random(times);
    // Five kills a minute; a hundred are one every five seconds, and each catches an answer or two.
    Promise promise = kills < 100 ? Promise.killed(times) : new Promise(true, 0.02, times);
    try (Route route = Route.in(run, Setup.L1.commands(200, false))) {
      route.start();
      long crashed = 0;
      long otherwise = 0;
      double slowest = 0;
      for (int i = 1; i <= times; i++) {
        route.fault("kill " + i + " of " + times);
        Waiting.pause(Duration.ofMillis(500 + random.nextInt(4_500)));
        route.subject().process().kill();
        long start = System.nanoTime();
        route.subject().start();
        slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
        if (!route.hasNode()) continue;
        LedgerReading found = route.node().spans();
        crashed += found.dropped("crash");
        otherwise += found.droppedTotal() - found.dropped("crash");
      }
      route.over();
      route.last(AFTER);
      run.figure("kills", times);
      run.figure("ready_seconds_slowest", Math.round(slowest * 10) / 10.0);
      if (run.control()) {
        settleControl(route, promise);
        return;
      }
      run.figure("ledger_crash", crashed);
      settle(route, promise, crashed, otherwise);
    }
  }

  private static void settleControl(Route route, Promise promise) throws IOException {
    Settling settling = Settling.of(route, promise);
    settling.stopAndDrain();
    Tally ignored = settling.spans();
    long lines = settling.lines().lost();
    settling.finish();
    route.run().figure("control_lost", lines);
  }

  private static void settle(Route route, Promise promise, long crashed, long otherwise)
      throws IOException {
    Settling settling = Settling.of(route, promise);
    settling.stopAndDrain();
    Tally spans = settling.spans();
    Reconciler reconciler = settling.reconciler();
    LedgerReading last = route.node().spans();
    route.run().figure("ledger", last.toString());
    reconciler.balance(last);
    reconciler.expectEqual("ledger: waiting", 0, last.waiting());
    long ofTheNode = (long) OF_THE_NODE * promise.crashes();
    reconciler.booksOfKilled(spans, crashed, otherwise, SPAN_THREADS, ofTheNode);
    long most = (long) SPANS_IN_MEMORY * promise.crashes();
    reconciler.expect(
        spans.lost() <= most,
        "spans: lost from memory: expected at most " + most + ", found " + spans.lost());
    settling.lines();
    settling.finish();
  }
}
