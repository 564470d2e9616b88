package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;

/** A case in which something is broken for a while under steady load, and then mended. */
abstract class Outage implements ChaosCase {
  static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final String id;
  private final String fault;

  Outage(String id, String fault) {
    this.id = id;
    this.fault = fault;
  }

  /** Breaks it. */
  abstract void begin(Route route) throws IOException;

  /** Mends it; must also work where it was mended before. */
  abstract void end(Route route) throws IOException;

  Duration length() {
    return MINUTE;
  }

  /** How long it lasts in the control, which is done when it has lost. */
  Duration ofControl() {
    return length();
  }

  Setup setup(CaseRun run) throws IOException {
    return Setup.L1;
  }

  Promise promise() {
    return Promise.EVERYTHING;
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
  public int seconds() {
    return (int) length().toSeconds() + 45;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Route route = Route.in(run, setup(run))) {
      route.start();
      route.fault(fault);
      begin(route);
      try {
        route.last(length(), ofControl());
      } finally {
        end(route);
      }
      route.over();
      route.last(AFTER);
      Settling.of(route, promise()).settle();
      settled(route);
    }
  }

  /** What else is to be looked at when everything has arrived. */
  void settled(Route route) throws IOException {
    // Nothing, as a rule.
  }
}
