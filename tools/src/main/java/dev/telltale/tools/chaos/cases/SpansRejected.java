package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.AnsweringEndpoint;
import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Reconciler;
import dev.telltale.tools.chaos.oracle.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** A8: the endpoint takes a part of each request and says how many spans it does not take. */
final class SpansRejected implements ChaosCase {
  private static final Duration PICKY = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int OF_EACH = 3;
  // Nothing is sent again: neither the whole request nor the rest of it.
  private static final Promise COUNTED_ONCE = new Promise(true, 0, 0);

  @Override
  public String id() {
    return "A8";
  }

  @Override
  public String fault() {
    return "endpoint rejects " + OF_EACH + " spans of each request (partial_success) for 60 s";
  }

  @Override
  public int seconds() {
    return 105;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Destination destination = Destination.of(run);
        AnsweringEndpoint endpoint = AnsweringEndpoint.before(destination.collector());
        Route route =
            Route.to(
                destination,
                Setup.L1
                    .to(endpoint.url(), "http/protobuf")
                    .with("telemetry.traces.compression=none"))) {
      route.start();
      route.fault(fault());
      endpoint.rejects(OF_EACH);
      route.last(PICKY);
      endpoint.rejects(0);
      route.over();
      route.last(AFTER);
      settle(route, endpoint);
    }
  }

  private static void settle(Route route, AnsweringEndpoint endpoint) throws IOException {
    Settling settling = Settling.of(route, COUNTED_ONCE);
    settling.stopAndDrain();
    Tally spans = settling.spans();
    Reconciler reconciler = settling.reconciler();
    LedgerReading ledger = settling.ledger("traces", route.sink().spans());
    reconciler.books(ledger, spans, route.sink().spans());
    route.run().figure("rejected", endpoint.rejected());
    reconciler.expect(endpoint.rejected() > 0, "endpoint: expected spans rejected, found none");
    reconciler.expectEqual(
        "ledger: dropped{rejected}", endpoint.rejected(), ledger.dropped("rejected"));
    reconciler.expectEqual("ledger: dropped", endpoint.rejected(), ledger.droppedTotal());
    reconciler.expect(
        Files.readString(route.node().output()).contains(AnsweringEndpoint.REJECTED),
        route.node().output() + ": expected a line with the endpoint's words, found none");
    settling.counters(spans);
    settling.lines();
    settling.finish();
  }
}
