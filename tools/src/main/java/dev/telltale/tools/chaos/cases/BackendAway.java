package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.emission.Rates;
import java.io.IOException;
import java.time.Duration;

/** A4, A5, A11 and A12: what is behind the Collector answers 503 for a while. */
final class BackendAway extends Outage {
  private final String path;
  private final Duration away;
  private final Setup setup;

  private BackendAway(String id, String fault, String path, Duration away, Setup setup) {
    super(id, fault);
    this.path = path;
    this.away = away;
    this.setup = setup;
  }

  static BackendAway tracesAndLogs() {
    return new BackendAway(
        "A4",
        "Tempo's and Loki's places answer 503 for 120 s",
        "/",
        Duration.ofMinutes(2),
        Setup.L1);
  }

  static BackendAway longerThanRetriesLast() {
    return new BackendAway(
        "A5",
        "all backends' places answer 503 for 400 s",
        "/",
        Duration.ofSeconds(400),
        Setup.L1.at(new Rates(500, 100)));
  }

  static BackendAway prometheus() {
    return new BackendAway(
        "A11", "Prometheus' place answers 503 for 300 s", "/api", Duration.ofMinutes(5), Setup.L1);
  }

  static BackendAway lokiWhileRotating() {
    return new BackendAway(
        "A12",
        "Loki's place answers 503 for 120 s while the log file rotates, 2,000 lines/s",
        "/otlp",
        Duration.ofMinutes(2),
        LogsRotate.rotating(Setup.L1.at(new Rates(200, 2_000)).commands(0, false)));
  }

  @Override
  Duration length() {
    return away;
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
}
