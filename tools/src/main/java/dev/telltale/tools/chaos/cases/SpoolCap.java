package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A3: the outage is longer than the spool is large. What the control loses, nobody counts. */
final class SpoolCap extends Outage {
  private static final long CAP = 8L << 20;

  SpoolCap() {
    super("A3", "Collector killed, away for 5 min, spool capped at 8 MiB");
  }

  @Override
  Duration length() {
    return Duration.ofMinutes(5);
  }

  @Override
  Setup setup(CaseRun run) {
    return Setup.L1.spoolIn(run.folder().resolve("spool")).with("telemetry.spool.max_bytes=" + CAP);
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  Duration ofControl() {
    return Duration.ofSeconds(20);
  }

  @Override
  Promise promise() {
    return Promise.COUNTED;
  }

  @Override
  void begin(Route route) throws IOException {
    route.collector().process().kill();
  }

  @Override
  void end(Route route) throws IOException {
    if (route.hasNode()) judge(route);
    route.collector().start();
  }

  private void judge(Route route) throws IOException {
    CaseRun run = route.run();
    long bytes = bytes(run.folder().resolve("spool"));
    LedgerReading ledger = route.node().spans();
    run.figure("spool_bytes", bytes);
    run.figure("spool_full", ledger.dropped("spool_full"));
    // The ledger's own file and the names of folders come on top.
    if (bytes > CAP + (1 << 20))
      run.found("spool: expected at most " + CAP + " bytes, found " + bytes);
    if (run.fault(length()).equals(length()) && ledger.dropped("spool_full") == 0) {
      run.found("spool: expected the cap to be reached, found nothing dropped");
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
