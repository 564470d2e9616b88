package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.emission.EmissionLedger.Order;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Tally;
import java.io.IOException;
import java.time.Duration;

/** B2 and B3: SIGTERM under load, with the Collector there or away. */
final class NodeStopped implements ChaosCase {
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration AWAY = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String id;
  private final boolean collectorUp;
  private final Duration exit;

  private NodeStopped(String id, boolean collectorUp, Duration exit) {
    this.id = id;
    this.collectorUp = collectorUp;
    this.exit = exit;
  }

  static NodeStopped collectorUp() {
    return new NodeStopped("B2", true, Duration.ofSeconds(5));
  }

  static NodeStopped collectorDown() {
    return new NodeStopped("B3", false, Duration.ofSeconds(2));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "node stopped (SIGTERM), Collector " + (collectorUp ? "up" : "away");
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public Naive naive() {
    return collectorUp ? Naive.SDK_NEVER_CLOSED : Naive.SDK;
  }

  @Override
  public int seconds() {
    return 45;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Route route = Route.in(run, Setup.L1)) {
      route.start();
      route.fault(collectorUp ? "node to be stopped" : "Collector killed");
      if (!collectorUp) route.collector().process().kill();
      route.last(collectorUp ? BEFORE : AWAY);
      run.say("node stopped");
      Duration took = route.subject().process().stop(LIMIT);
      run.figure("exit_seconds", took.toMillis() / 1000.0);
      if (took.compareTo(exit) > 0) {
        run.found(
            "exit: expected at most %d s, found %d ms"
                .formatted(exit.toSeconds(), took.toMillis()));
      }
      route.emissions().order(Order.WAIT);
      if (!collectorUp) route.collector().start();
      route.subject().start();
      settle(route);
    }
  }

  private void settle(Route route) throws IOException {
    CaseRun run = route.run();
    Settling settling = Settling.of(route, Promise.EVERYTHING);
    LedgerReading found = run.control() ? null : route.node().spans();
    settling.stopAndDrain();
    Tally ignored = settling.spans();
    if (found != null) {
      run.figure("recovered", found.recovered());
      LedgerReading last = route.node().spans();
      run.figure("ledger", last.toString());
      settling.reconciler().balance(last);
      settling.reconciler().expectEqual("ledger: waiting", 0, last.waiting());
      settling.reconciler().expectEqual("ledger: dropped", 0, last.droppedTotal());
      if (collectorUp) settling.reconciler().expectEqual("ledger: recovered", 0, last.recovered());
    }
    settling.lines();
    settling.finish();
  }
}
