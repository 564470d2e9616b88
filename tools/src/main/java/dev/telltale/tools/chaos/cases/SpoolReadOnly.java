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
 * C5 and C6: the spool's disk can't be written, or has no room for another file, and the Collector
 * is away for a part of it: while it is there, nobody needs a disk. The control has no spool; what
 * it loses, nobody counts.
 */
final class SpoolReadOnly implements ChaosCase {
  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int MEBIBYTES = 64;

  private final String id;
  private final String fault;
  private final Duration collectorThere;
  private final Does breaks;
  private final Does mends;

  /** What is done to the disk. */
  private interface Does {
    void to(SmallDisk disk) throws IOException;
  }

  private SpoolReadOnly(String id, String fault, Duration collectorThere, Does breaks, Does mends) {
    this.id = id;
    this.fault = fault;
    this.collectorThere = collectorThere;
    this.breaks = breaks;
    this.mends = mends;
  }

  static SpoolReadOnly readOnly() {
    return new SpoolReadOnly(
        "C5",
        "spool's disk read-only for 30 s, Collector away for the last 15 s of it",
        Duration.ofSeconds(15),
        SmallDisk::readOnly,
        SmallDisk::writable);
  }

  static SpoolReadOnly noInodes() {
    return new SpoolReadOnly(
        "C6",
        "spool's disk without room for another file for 30 s, Collector away",
        Duration.ZERO,
        disk -> disk.files(20),
        disk -> disk.files(100_000));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return fault;
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
      route.fault(fault);
      breaks.to(disk);
      route.last(collectorThere);
      run.say("and the Collector killed");
      route.collector().process().kill();
      route.last(LENGTH.minus(collectorThere));
      mends.to(disk);
      route.collector().start();
      route.over();
      route.last(AFTER);
      Settling.of(route, Promise.COUNTED).settle();
    }
  }
}
