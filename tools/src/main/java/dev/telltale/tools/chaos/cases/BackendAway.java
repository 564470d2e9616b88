package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.emission.Rates;
import java.io.IOException;
import java.time.Duration;

/**
 * A4, A5, A11 and A12: what is behind the Collector answers 503 for a while. A counter has its
 * value afterwards however it was sent; in A11 it must also have been sampled all the time.
 */
final class BackendAway extends Outage {
  private static final String SAMPLED = "/api";
  private static final Duration SOON = Duration.ofSeconds(20);
  // Scraped every 2 s; a busy machine is late now and then.
  private static final double GAP_SECONDS = 10;

  private final String path;
  private final Duration away;
  private final Setup setup;
  private final Naive naive;
  private final Duration ofControl;

  private BackendAway(
      String id,
      String fault,
      String path,
      Duration away,
      Setup setup,
      Naive naive,
      Duration ofControl) {
    super(id, fault);
    this.path = path;
    this.away = away;
    this.setup = setup;
    this.naive = naive;
    this.ofControl = ofControl;
  }

  static BackendAway tracesAndLogs() {
    return new BackendAway(
        "A4",
        "Tempo's and Loki's places answer 503 for 120 s",
        "/",
        Duration.ofMinutes(2),
        Setup.L1,
        Naive.TRIES_ONCE,
        SOON);
  }

  static BackendAway longerThanRetriesLast() {
    return new BackendAway(
        "A5",
        "all backends' places answer 503 for 400 s",
        "/",
        Duration.ofSeconds(400),
        Setup.L1.at(new Rates(500, 100)),
        Naive.GIVES_UP,
        Duration.ofSeconds(330));
  }

  static BackendAway prometheus() {
    return new BackendAway(
        "A11",
        "Prometheus' place answers 503 for 300 s",
        SAMPLED,
        Duration.ofMinutes(5),
        Setup.L1,
        Naive.TRIES_ONCE,
        SOON);
  }

  static BackendAway lokiWhileRotating() {
    return new BackendAway(
        "A12",
        "Loki's place answers 503 for 120 s while the log file rotates, 2,000 lines/s",
        "/otlp",
        Duration.ofMinutes(2),
        LogsRotate.rotating(Setup.L1.at(new Rates(200, 2_000)).commands(0, false)),
        Naive.TRIES_ONCE,
        SOON);
  }

  @Override
  Duration length() {
    return away;
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
  Duration ofControl() {
    return ofControl;
  }

  @Override
  Setup setup(CaseRun run) {
    return setup;
  }

  @Override
  void begin(Route route) throws IOException {
    route.sink().refuse(path);
  }

  @Override
  void end(Route route) throws IOException {
    route.sink().refuse("");
  }

  @Override
  void settled(Route route) {
    if (!path.equals(SAMPLED)) return;
    double gap = route.sink().longestGapSeconds();
    boolean lost = gap > GAP_SECONDS;
    route.run().figure("longest_gap_seconds", gap);
    if (route.run().control()) route.run().figure("control_lost", lost ? Math.round(gap) : 0);
    if (lost) {
      route
          .run()
          .found("Prometheus: longest time without a sample: expected 10 s, found " + gap + " s");
    }
  }
}
