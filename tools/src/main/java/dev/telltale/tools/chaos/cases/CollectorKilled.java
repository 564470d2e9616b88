package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.Route;
import java.io.IOException;

/** A1: nobody listens for a minute. */
final class CollectorKilled extends Outage {
  CollectorKilled() {
    super("A1", "Collector killed, away for 60 s");
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
  void begin(Route route) throws IOException {
    route.collector().process().kill();
  }

  @Override
  void end(Route route) throws IOException {
    route.collector().start();
  }
}
