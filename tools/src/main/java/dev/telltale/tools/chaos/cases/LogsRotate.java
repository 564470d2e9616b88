package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.emission.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A19: the Collector is killed while the log file is rotated again and again. */
final class LogsRotate extends Outage {
  private static final int FILE_BYTES = 1 << 20;

  LogsRotate() {
    super("A19", "Collector killed for 60 s while the log file rotates, 2,000 lines/s");
  }

  /** With a new file every few seconds, all of which are kept. */
  static Setup rotating(Setup setup) {
    return setup.with(
        "telemetry.logs.max_file_bytes=" + FILE_BYTES,
        "telemetry.logs.max_total_bytes=" + 512L * FILE_BYTES);
  }

  @Override
  Setup setup(CaseRun run) {
    return rotating(Setup.L1.at(new Rates(200, 2_000)).commands(0, false));
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
  Duration ofControl() {
    return Duration.ofSeconds(15);
  }

  @Override
  void begin(Route route) throws IOException {
    route.collector().process().kill();
  }

  @Override
  void end(Route route) throws IOException {
    route.collector().start();
    Path folder = route.subject().logFile().toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      long count = files.count();
      route.run().figure("log_files", count);
      if (count < 2) route.run().found("rotation: expected several log files, found " + count);
    }
  }
}
