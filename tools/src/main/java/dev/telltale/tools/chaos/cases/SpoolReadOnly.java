package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.SmallDisk;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;

/** C5 and C6: the spool's disk can't be written, or has no room for another file. */
final class SpoolReadOnly implements ChaosCase {
  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int MEBIBYTES = 64;

  private final String id;
  private final String fault;
  private final Does breaks;
  private final Does mends;

  /** What is done to the disk. */
  private interface Does {
    void to(SmallDisk disk) throws IOException;
  }

  private SpoolReadOnly(String id, String fault, Does breaks, Does mends) {
    this.id = id;
    this.fault = fault;
    this.breaks = breaks;
    this.mends = mends;
  }

  static SpoolReadOnly readOnly() {
    return new SpoolReadOnly(
        "C5", "spool's disk read-only for 30 s", SmallDisk::readOnly, SmallDisk::writable);
  }

  static SpoolReadOnly noInodes() {
    return new SpoolReadOnly(
        "C6",
        "spool's disk without room for another file for 30 s, Collector away",
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
  public int seconds() {
    return 75;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    boolean away = id.equals("C6");
    try (SmallDisk disk = SmallDisk.mount(run.folder().resolve("small"), MEBIBYTES);
        Route route = Route.in(run, Setup.L1.spoolIn(disk.folder()))) {
      route.start();
      route.fault(fault);
      breaks.to(disk);
      if (away) route.collector().process().kill();
      route.last(LENGTH);
      mends.to(disk);
      if (away) route.collector().start();
      route.over();
      route.last(AFTER);
      Settling.of(route, Promise.COUNTED).settle();
    }
  }
}
