package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.ChildProcess;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;

/** B1: the node is killed again and again. */
final class NodeKilled implements ChaosCase {
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
    Promise promise = Promise.killed(times);
    try (Route route = Route.in(run, RepeatedKills.SETUP)) {
      route.start();
      RepeatedKills repeated = new RepeatedKills(route, times);
      repeated.by(ChildProcess::kill, "kill");
      if (run.control()) {
        repeated.settleControl(promise);
      } else {
        repeated.settle(promise);
      }
    }
  }
}
