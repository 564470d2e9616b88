package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;

/** A1: the Collector is gone for a minute. */
final class CollectorKilled implements ChaosCase {
  private static final Duration DOWN = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(5);

  @Override
  public String id() {
    return "A1";
  }

  @Override
  public String fault() {
    return "Collector killed, away for 60 s";
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
  public int seconds() {
    return 110;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Route route = Route.in(run, Setup.L1)) {
      route.start();
      route.fault("Collector killed");
      route.collector().process().kill();
      route.last(DOWN);
      route.collector().start();
      route.over();
      route.last(AFTER);
      Settling.of(route, Promise.EVERYTHING).settle();
    }
  }
}
