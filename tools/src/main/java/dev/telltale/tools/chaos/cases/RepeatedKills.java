package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.ChildProcess;
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
 * A node that is killed under load and started again, a number of times: what its restarts took,
 * and what their ledgers say was lost.
 */
final class RepeatedKills {
  /**
   * The commands' own spans are not recorded, so that nearly all spans are the oracle's and the
   * ledger's {@code crash} can be held against them.
   */
  static final Setup SETUP = Setup.L1.commands(200, false);

  private static final int SPANS_IN_MEMORY = 512;
  private static final int OF_THE_NODE = 20;
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final Route route;
  private final CaseRun run;
  private final int times;
  private long crashed;
  private long otherwise;
  private double slowest;
  private double processorSeconds;

  RepeatedKills(Route route, int times) {
    this.route = route;
    this.run = route.run();
    this.times = times;
  }

  /** What kills it; it has ended when this returns. */
  interface Killer {
    void kill(ChildProcess node) throws IOException;
  }

  /** Kills it 0.5 to 5 s after each start. */
  void by(Killer killer, String what) throws IOException {
    Random random = new Random(times);
    for (int i = 1; i <= times; i++) {
      route.fault(what + " " + i + " of " + times);
      Waiting.pause(Duration.ofMillis(500 + random.nextInt(4_500)));
      if (route.hasNode()) otherwise += otherThanCrash(route.node().spans());
      killer.kill(route.subject().process());
      startAgain();
    }
    route.over();
    route.last(AFTER);
    run.figure("kills", times);
    run.figure("ready_seconds_slowest", Math.round(slowest * 10) / 10.0);
    run.figure("ready_processor_seconds", processorSeconds);
  }

  private void startAgain() throws IOException {
    long start = System.nanoTime();
    route.subject().start();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (seconds > slowest) {
      slowest = seconds;
      processorSeconds = route.subject().process().processorTime().toMillis() / 1000.0;
    }
    if (!route.hasNode()) return;
    crashed += route.node().spans().dropped("crash");
  }

  private static long otherThanCrash(LedgerReading ledger) {
    return ledger.droppedTotal() - ledger.dropped("crash");
  }

  /** How long a node may take, from the start of its process until it answers that it is ready. */
  void readyWithin(int seconds) {
    if (slowest <= seconds) return;
    run.found(
        "ready: expected within %d s of each start, found %.2f s, with %.2f s of processor time"
            .formatted(seconds, slowest, processorSeconds));
  }

  /** A kill takes spans from the node's memory too: what counts in a control are the log lines. */
  void settleControl(Promise promise) throws IOException {
    Settling settling = Settling.of(route, promise);
    settling.stopAndDrain();
    Tally ignored = settling.spans();
    long lines = settling.lines().lost();
    settling.finish();
    run.figure("control_lost", lines);
  }

  void settle(Promise promise) throws IOException {
    run.figure("ledger_crash", crashed);
    Settling settling = Settling.of(route, promise);
    settling.stopAndDrain();
    Tally spans = settling.spans();
    Reconciler reconciler = settling.reconciler();
    LedgerReading last = route.node().spans();
    run.figure("ledger", last.toString());
    reconciler.balance(last);
    reconciler.expectEqual("ledger: waiting", 0, last.waiting());
    long ofTheNode = (long) OF_THE_NODE * times;
    int threads = route.setup().rates().spanThreads();
    long others = otherwise + otherThanCrash(last);
    reconciler.booksOfKilled(spans, crashed, others, threads, ofTheNode);
    long most = (long) SPANS_IN_MEMORY * times;
    reconciler.expect(
        spans.lost() <= most,
        "spans: lost from memory: expected at most " + most + ", found " + spans.lost());
    settling.lines();
    settling.finish();
  }
}
