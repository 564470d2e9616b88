package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.MemoryCgroup;
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
import org.jspecify.annotations.Nullable;

/**
 * B8: another process in the node's cgroup takes its memory, and the kernel kills the node. As in
 * B1 the commands' own spans are not recorded, so that the ledger's {@code crash} can be held
 * against the oracle.
 */
final class NodeOutOfMemory implements ChaosCase {
  private static final int KILLS = 5;
  private static final int SPAN_THREADS = 2;
  private static final int SPANS_IN_MEMORY = 512;
  private static final int OF_THE_NODE = 20;
  private static final double READY_SECONDS = 5;
  private static final Duration AFTER = Duration.ofSeconds(5);

  @Override
  public String id() {
    return "B8";
  }

  @Override
  public String fault() {
    return "node killed " + KILLS + " times by the kernel, its cgroup being out of memory";
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public @Nullable String missing() {
    return MemoryCgroup.missing();
  }

  @Override
  public int seconds() {
    return 100;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    Random random = new Random(KILLS);
    try (MemoryCgroup memory = MemoryCgroup.make("telltale-chaos");
        Route route = Route.in(run, Setup.L1.commands(200, false).behind(memory.behind()))) {
      route.start();
      long crashed = 0;
      long otherwise = 0;
      double slowest = 0;
      for (int i = 1; i <= KILLS; i++) {
        route.fault("out of memory " + i + " of " + KILLS);
        Waiting.pause(Duration.ofMillis(500 + random.nextInt(4_500)));
        memory.runOut(route.subject().process());
        long start = System.nanoTime();
        route.subject().start();
        slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
        LedgerReading found = route.node().spans();
        crashed += found.dropped("crash");
        otherwise += found.droppedTotal() - found.dropped("crash");
      }
      route.over();
      route.last(AFTER);
      run.figure("kills", memory.kills());
      run.figure("ready_seconds_slowest", Math.round(slowest * 10) / 10.0);
      run.figure("ledger_crash", crashed);
      if (slowest > READY_SECONDS) {
        run.found("ready: expected within 5 s of each kill, found " + Math.round(slowest) + " s");
      }
      settle(route, crashed, otherwise);
    }
  }

  private static void settle(Route route, long crashed, long otherwise) throws IOException {
    Settling settling = Settling.of(route, Promise.killed(KILLS));
    settling.stopAndDrain();
    Tally spans = settling.spans();
    Reconciler reconciler = settling.reconciler();
    LedgerReading last = route.node().spans();
    route.run().figure("ledger", last.toString());
    reconciler.balance(last);
    reconciler.expectEqual("ledger: waiting", 0, last.waiting());
    reconciler.booksOfKilled(spans, crashed, otherwise, SPAN_THREADS, (long) OF_THE_NODE * KILLS);
    reconciler.expect(
        spans.lost() <= (long) SPANS_IN_MEMORY * KILLS,
        "spans: lost from memory: expected at most %d, found %d"
            .formatted(SPANS_IN_MEMORY * KILLS, spans.lost()));
    settling.lines();
    settling.finish();
  }
}
