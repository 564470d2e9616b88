package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.MemoryCgroup;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.emission.Rates;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** B8: another process in the node's cgroup takes its memory, and the kernel kills the node. */
final class NodeOutOfMemory implements ChaosCase {
  private static final int KILLS = 5;
  private static final int READY_SECONDS = 5;

  @Override
  public String id() {
    return "B8";
  }

  @Override
  public String fault() {
    return "node killed "
        + KILLS
        + " times by the kernel, its cgroup being out of memory, 10,000 spans/s";
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
    try (MemoryCgroup memory = MemoryCgroup.make("telltale-chaos");
        Route route =
            Route.in(
                run, RepeatedKills.SETUP.at(Rates.FIVE_TIMES_THE_SPANS).behind(memory.behind()))) {
      route.start();
      RepeatedKills repeated = new RepeatedKills(route, KILLS);
      repeated.by(memory::runOut, "out of memory");
      repeated.readyWithin(READY_SECONDS);
      // Short of memory it is slow before it is killed, and more requests are under way.
      repeated.settle(new Promise(true, 0.02, KILLS));
    }
  }
}
