package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.CollectorServer;
import dev.telltale.tools.chaos.bench.CommandLoad;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * B9: the threads that export are interrupted twice a second, and once a second one of them meets a
 * span or a metric at which an Error is thrown, which must take no other along.
 */
final class ExportHarassed implements ChaosCase {
  private static final Duration HARASSED = Duration.ofSeconds(30);
  private static final Duration BACK = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(5);
  // The ledger counts the spans that throw; no other may be lost with them.
  // What is interrupted while it waits for an answer sends its request again.
  private static final Promise COUNTED = new Promise(true, 0.1, 0);

  private final String id;
  private final String what;
  private final boolean http;

  private ExportHarassed(String id, String what, boolean http) {
    this.id = id;
    this.what = what;
    this.http = http;
  }

  static List<ChaosCase> all() {
    return List.of(
        new ExportHarassed("B9a", "gRPC, metrics and log lines are pushed as well", false),
        new ExportHarassed("B9b", "HTTP, time-out 2 s", true));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "exporting threads are interrupted and meet Errors for 30 s; " + what;
  }

  @Override
  public Control control() {
    return http ? Control.NONE : Control.FULL;
  }

  @Override
  public int seconds() {
    return 75;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    Path file = run.folder().resolve("harassed");
    try (Destination destination = Destination.of(run);
        Route route = Route.to(destination, setup(run, destination.collector(), file))) {
      route.start();
      route.fault(fault());
      Files.createFile(file);
      route.last(HARASSED);
      Files.delete(file);
      route.over(BACK);
      route.last(AFTER);
      CommandLoad commands = route.commands();
      if (commands != null && commands.failed() > 0) {
        run.found("commands: expected all answered, found " + commands.failed() + " that failed");
      }
      Settling settling = Settling.of(route, COUNTED);
      settling.settle();
      long lost = settling.spans().lost();
      if (lost > 0 && !run.control()) {
        run.found("spans: expected no loss but those that throw, found " + lost + " others");
      }
    }
  }

  private Setup setup(CaseRun run, CollectorServer collector, Path file) {
    Setup harassed = Setup.L1.behind("env", "CHAOS_HARASSED_WHILE=" + file);
    if (http) {
      // A client whose thread was ended is found out by its time-out.
      return harassed
          .to(URI.create("http://127.0.0.1:" + collector.httpPort()), "http/protobuf")
          .with("telemetry.traces.timeout=2s");
    }
    return run.control() ? harassed : harassed.everythingPushed();
  }
}
