package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.SmallDisk;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * C3: the disk of the Collector's queues is full while the backends are away. What it refuses, the
 * node keeps and the receiver of log files reads again; in the control that does not.
 */
final class CollectorDiskFull implements ChaosCase {
  private static final Duration FULL = Duration.ofSeconds(90);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int MEBIBYTES = 32;

  @Override
  public String id() {
    return "C3";
  }

  @Override
  public String fault() {
    return "backends away for 90 s, Collector's queues on a disk of 32 MiB";
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
  public Naive naive() {
    return Naive.TAILS_BY_DEFAULT;
  }

  @Override
  public int seconds() {
    return 140;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(run.folder().resolve("small"), MEBIBYTES);
        Destination destination =
            Destination.of(run, Map.of("COLLECTOR_DIR", disk.folder().toString()), "{}");
        Route route = Route.to(destination, Setup.L1)) {
      route.start();
      route.fault(fault());
      route.sink().refuse("/");
      route.last(FULL);
      run.figure("disk_free_kib", disk.folder().toFile().getUsableSpace() / 1024);
      if (!route.collector().process().alive()) {
        run.found("Collector: expected it up, found it ended");
      }
      route.sink().refuse("");
      route.over();
      route.last(AFTER);
      Settling.of(route, Promise.EVERYTHING).settle();
    }
  }
}
