package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.SmallDisk;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;

/**
 * C1: the spool's disk is full, first with the Collector there, then without it. The control has no
 * spool: what it loses while the Collector is away, nobody counts.
 */
final class SpoolDiskFull implements ChaosCase {
  private static final Duration EACH = Duration.ofSeconds(15);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int MEBIBYTES = 16;

  @Override
  public String id() {
    return "C1";
  }

  @Override
  public String fault() {
    return "spool's disk full for 30 s, Collector away for the last 15 s of it";
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public int seconds() {
    return 75;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(run.folder().resolve("small"), MEBIBYTES);
        Route route = Route.in(run, Setup.L1.spoolIn(disk.folder()))) {
      route.start();
      route.fault("spool's disk full");
      disk.fill();
      route.last(EACH);
      run.say("and the Collector killed");
      route.collector().process().kill();
      route.last(EACH);
      disk.free();
      route.collector().start();
      route.over();
      route.last(AFTER);
      Settling.of(route, Promise.COUNTED).settle();
    }
  }
}
