package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.SmallDisk;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.emission.Rates;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Tally;
import dev.telltale.tools.chaos.oracle.WrittenLines;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** C2: the log file's disk is full under 2,000 lines a second. */
final class LogDiskFull implements ChaosCase {
  private static final Duration FULL = Duration.ofSeconds(25);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int MEBIBYTES = 64;
  private static final int OWN_LINES = 50;

  @Override
  public String id() {
    return "C2";
  }

  @Override
  public String fault() {
    return "log file's disk full for 25 s";
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public Control control() {
    return Control.QUICK;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public int seconds() {
    return 65;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(run.folder().resolve("small"), MEBIBYTES);
        Destination destination =
            Destination.of(run, Map.of("NODE_LOGS", disk.folder() + "/*.jsonl*"), "{}");
        Route route =
            Route.to(destination, Setup.L1.at(new Rates(200, 2_000)).commands(0, false))) {
      route.start();
      route.fault("log file's disk full");
      disk.fill();
      route.last(FULL);
      disk.free();
      route.over();
      route.last(AFTER);
      settle(route);
    }
  }

  /** What is not in the file is counted as not written, and every line that is there is whole. */
  private static void settle(Route route) throws IOException {
    CaseRun run = route.run();
    Settling settling = Settling.of(route, Promise.COUNTED);
    settling.stopAndDrain();
    Tally ignored = settling.spans();
    WrittenLines written = WrittenLines.read(route.subject().logFile());
    Tally lines = Tally.of(ItemKind.LINES, route.emissions().emitted(), written.lines());
    run.figure("lines_emitted", lines.emitted());
    run.figure("lines_lost_in_file", lines.lost());
    run.figure("lines_torn", written.torn());
    settling.reconciler().expectEqual("log file: lines that are no JSON", 0, written.torn());
    if (!run.control()) {
      JsonNode counts = route.node().health().path("telemetry").path("logs");
      long notWritten = counts.path("lines_not_written").asLong();
      run.figure("lines_not_written", notWritten);
      settling
          .reconciler()
          .expectEqual(
              "log file: lines_written, against the lines that stand there",
              written.all(),
              counts.path("lines_written").asLong());
      settling
          .reconciler()
          .expect(
              lines.lost() <= notWritten && notWritten <= lines.lost() + OWN_LINES,
              "log file: lines_not_written: expected the %d that were lost and at most %d of the node, found %d"
                  .formatted(lines.lost(), OWN_LINES, notWritten));
      settling
          .reconciler()
          .expect(
              lines.lost() > 0, "log file: expected some lost, found none: the disk was not full");
    }
    settling.finish();
    if (run.control()) run.figure("control_lost", lines.lost() + written.torn());
  }
}
