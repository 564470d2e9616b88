package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.Route;
import java.io.IOException;

/** A2: connections are accepted and nothing answers for a minute. */
final class CollectorHung extends Outage {
  CollectorHung() {
    super("A2", "Collector hung (SIGSTOP) for 60 s");
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  void begin(Route route) throws IOException {
    route.run().figure("threads_before", route.subject().process().threads());
    route.collector().process().pause();
  }

  @Override
  void end(Route route) throws IOException {
    route.run().figure("threads_fault", route.subject().process().threads());
    route.collector().process().resume();
  }
}
