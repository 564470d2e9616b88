package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Setup;
import java.io.IOException;
import java.time.Duration;

/** A1: nobody listens for a minute; A20 with metrics and log lines pushed too. */
final class CollectorKilled extends Outage {
  private final Setup setup;

  private CollectorKilled(String id, String fault, Setup setup) {
    super(id, fault);
    this.setup = setup;
  }

  static CollectorKilled spansPushed() {
    return new CollectorKilled("A1", "Collector killed, away for 60 s", Setup.L1);
  }

  static CollectorKilled everythingPushed() {
    return new CollectorKilled(
        "A20",
        "Collector killed, away for 60 s; metrics and log lines are pushed as well",
        Setup.L1.everythingPushed());
  }

  @Override
  Setup setup(CaseRun run) {
    return setup;
  }

  @Override
  public boolean quick() {
    return !setup.pushed();
  }

  @Override
  public Control control() {
    return setup.pushed() ? Control.FULL : Control.QUICK;
  }

  @Override
  Duration ofControl() {
    return setup.pushed() ? Duration.ofSeconds(20) : length();
  }

  @Override
  void begin(Route route) throws IOException {
    route.collector().process().kill();
  }

  @Override
  void end(Route route) throws IOException {
    route.collector().start();
  }
}
