package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.emission.Rates;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;

/** E1: five times the spans, and nothing else is wrong. */
final class FiveTimesTheLoad extends Outage {
  FiveTimesTheLoad() {
    super("E1", "10,000 spans/s for 60 s");
  }

  @Override
  Setup setup(CaseRun run) {
    return Setup.L1.at(Rates.FIVE_TIMES_THE_SPANS);
  }

  @Override
  Promise promise() {
    return Promise.COUNTED;
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  void begin(Route route) throws IOException {
    // The load is the fault.
  }

  @Override
  void end(Route route) throws IOException {
    route.run().figure("collector_rss_mib", route.collector().process().residentKib() / 1024);
  }
}
