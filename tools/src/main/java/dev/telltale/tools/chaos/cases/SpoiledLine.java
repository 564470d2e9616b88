package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.Spoilings;
import dev.telltale.tools.chaos.bench.TcpProxy;
import dev.telltale.tools.chaos.bench.TcpProxy.Spoiling;
import dev.telltale.tools.chaos.emission.Rates;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * D4 to D7: a bad line between node and Collector. D7 has no control: a request has arrived when
 * its answer is damaged, so that a naive sender loses nothing either (seen in a run of 60 s); the
 * case looks for a sender that ends, hangs, or believes what it read.
 */
final class SpoiledLine implements ChaosCase {
  private static final Duration BAD = Duration.ofSeconds(60);
  private static final Duration OF_CONTROL = Duration.ofSeconds(30);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final Rates FEW = new Rates(200, 50);
  // An answer that does not come back whole has its request sent again: that many come twice.
  private static final Promise ANSWERS_LOST = new Promise(true, 0.5, 0);

  private final String id;
  private final String fault;
  private final Setup setup;
  private final Promise promise;
  private final Supplier<Spoiling> requests;
  private final Supplier<Spoiling> answers;

  private SpoiledLine(
      String id,
      String fault,
      Setup setup,
      Promise promise,
      Supplier<Spoiling> requests,
      Supplier<Spoiling> answers) {
    this.id = id;
    this.fault = fault;
    this.setup = setup;
    this.promise = promise;
    this.requests = requests;
    this.answers = answers;
  }

  static List<ChaosCase> all() {
    Setup few = Setup.L1.at(FEW);
    return List.of(
        new SpoiledLine(
            "D4",
            "200 ms late, give or take 100 ms, both ways",
            Setup.L1,
            Promise.EVERYTHING,
            () -> Spoilings.late(200, 100),
            () -> Spoilings.late(200, 100)),
        new SpoiledLine(
            "D5",
            "256 kbit/s",
            Setup.L1,
            Promise.EVERYTHING,
            () -> Spoilings.narrow(32_000),
            () -> Spoilings.narrow(32_000)),
        new SpoiledLine(
            "D6a",
            "answers come one byte a second",
            few,
            ANSWERS_LOST,
            () -> Spoiling.NONE,
            () -> Spoilings.sliced(1, Duration.ofSeconds(1))),
        new SpoiledLine(
            "D6b",
            "answers never come",
            few,
            ANSWERS_LOST,
            () -> Spoiling.NONE,
            Spoilings::swallowed),
        new SpoiledLine(
            "D7",
            "one bit in every 20th piece of an answer changed",
            few,
            ANSWERS_LOST,
            () -> Spoiling.NONE,
            () -> Spoilings.flipped(20)));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public Control control() {
    return id.equals("D7") ? Control.NONE : Control.FULL;
  }

  @Override
  public int seconds() {
    return 105;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Destination destination = Destination.of(run);
        TcpProxy proxy = TcpProxy.to(destination.collector().grpcPort());
        Route route = Route.to(destination, setup.to(proxy.url(), "grpc"))) {
      route.start();
      route.fault(fault);
      run.figure("threads_before", route.subject().process().threads());
      Spoiling ofRequests = requests.get();
      Spoiling ofAnswers = answers.get();
      proxy.spoil(ofRequests, ofAnswers);
      route.last(BAD, OF_CONTROL);
      run.figure("threads_fault", route.subject().process().threads());
      proxy.spoil(ofRequests.afterwards(), ofAnswers.afterwards());
      route.over();
      route.last(AFTER);
      Settling.of(route, promise).settle();
    }
  }
}
