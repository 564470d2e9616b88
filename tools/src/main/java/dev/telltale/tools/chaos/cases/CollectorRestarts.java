package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;

/** A10, B4 and B5: the Collector ends again and again, by a kill or as asked. */
final class CollectorRestarts implements ChaosCase {
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int OF_CONTROL = 4;
  private static final Duration STOP = Duration.ofSeconds(20);

  private final String id;
  private final String fault;
  private final int times;
  private final Duration between;
  private final boolean killed;
  private final Promise promise;
  private final Naive naive;

  CollectorRestarts(
      String id,
      String fault,
      int times,
      Duration between,
      boolean killed,
      Promise promise,
      Naive naive) {
    this.id = id;
    this.fault = fault;
    this.times = times;
    this.between = between;
    this.killed = killed;
    this.promise = promise;
    this.naive = naive;
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
    return Control.FULL;
  }

  @Override
  public Naive naive() {
    return naive;
  }

  @Override
  public int seconds() {
    return 45 + times * ((int) between.toSeconds() + 2);
  }

  @Override
  public void run(CaseRun run) throws IOException {
    int thatOften = run.control() ? OF_CONTROL : run.times(times);
    try (Route route = Route.in(run, Setup.L1)) {
      route.start();
      for (int i = 1; i <= thatOften; i++) {
        route.fault("end " + i + " of " + thatOften);
        // Half of the time there is no backend, so that the queue on disk is what counts.
        if (killed) route.sink().refuse(i % 2 == 0 ? "/" : "");
        route.last(between);
        if (killed) route.collector().process().kill();
        else route.collector().process().stop(STOP);
        route.collector().start();
      }
      route.sink().refuse("");
      route.over();
      route.last(AFTER);
      run.figure("kills", thatOften);
      Settling.of(route, promise).settle();
    }
  }
}
