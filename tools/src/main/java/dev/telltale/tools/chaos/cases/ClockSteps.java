package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.FakeClock;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.Waiting;
import dev.telltale.tools.chaos.emission.Rates;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Reconciler;
import dev.telltale.tools.chaos.oracle.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * C7: the node's wall clock is set forward and back by an hour, twice of these times while the
 * Collector is away; or the node is started again on a clock that is two hours behind.
 */
final class ClockSteps implements ChaosCase {
  private static final Duration EACH = Duration.ofSeconds(20);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final Duration SAID = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int LONGEST_SECONDS = 110;
  private static final Pattern BACK =
      Pattern.compile(" back after (\\S+ \\S+): .* in (\\S+ \\S+),");

  private final String id;
  private final String fault;
  private final boolean restart;

  private ClockSteps(String id, String fault, boolean restart) {
    this.id = id;
    this.fault = fault;
    this.restart = restart;
  }

  static List<ChaosCase> all() {
    return List.of(
        new ClockSteps("C7a", "node's clock steps by 1 h, forth and back, Collector away", false),
        new ClockSteps("C7b", "node started again, Collector away, on a clock 2 h behind", true));
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
  public @Nullable String missing() {
    return FakeClock.missing();
  }

  @Override
  public int seconds() {
    return restart ? 70 : 150;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    FakeClock clock = FakeClock.in(run.folder());
    Setup setup = LogsRotate.rotating(Setup.L1.at(new Rates(2_000, 2_000)));
    try (Route route = Route.in(run, setup.behind(clock.behind()))) {
      route.start();
      route.fault("one hour ahead");
      clock.step(Duration.ofHours(1));
      route.last(EACH);
      if (restart) {
        restart(route, clock);
      } else {
        step(route, clock, Duration.ofHours(-1));
        step(route, clock, Duration.ZERO);
        settle(route);
      }
    }
  }

  /** In the middle of an outage, which a line tells the length of. */
  private static void step(Route route, FakeClock clock, Duration off) throws IOException {
    CaseRun run = route.run();
    int before = back(route).size();
    route.fault("Collector killed");
    route.collector().process().kill();
    route.last(EACH);
    run.say("clock off by " + off);
    clock.step(off);
    route.last(EACH);
    route.collector().start();
    route.over();
    if (!Waiting.until(SAID, () -> back(route).size() > before)) {
      run.found("clock off by " + off + ": expected a line that it is back, found none");
    }
  }

  private static void restart(Route route, FakeClock clock) throws IOException {
    route.collector().process().kill();
    route.last(EACH);
    route.subject().process().stop(STOP);
    clock.step(Duration.ofHours(-1));
    route.subject().start();
    LedgerReading found = route.node().spans();
    route.run().figure("recovered", found.recovered());
    if (found.recovered() == 0) route.run().found("spool: expected spans recovered, found none");
    route.last(EACH);
    route.collector().start();
    route.over();
    route.last(AFTER);
    Settling settling = Settling.of(route, Promise.EVERYTHING);
    settling.stopAndDrain();
    Tally unused = settling.spans();
    LedgerReading last = route.node().spans();
    route.run().figure("ledger_traces", last.toString());
    settling.reconciler().balance(last);
    settling.reconciler().expectEqual("ledger: waiting", 0, last.waiting());
    settling.reconciler().expectEqual("ledger: dropped", 0, last.droppedTotal());
    finish(route, settling);
  }

  private static void settle(Route route) throws IOException {
    route.last(AFTER);
    Settling settling = Settling.of(route, Promise.EVERYTHING);
    settling.stopAndDrain();
    Tally spans = settling.spans();
    settling
        .reconciler()
        .books(settling.ledger("traces", route.sink().spans()), spans, route.sink().spans());
    settling.counters(spans);
    finish(route, settling);
  }

  private static void finish(Route route, Settling settling) throws IOException {
    Reconciler reconciler = settling.reconciler();
    settling.lines();
    long files = logFiles(route);
    route.run().figure("log_files", files);
    reconciler.expect(files > 1, "rotation: expected several log files, found " + files);
    reconciler.expectEqual(
        "spans that end before they begin, or last for long", 0, route.sink().spans().impossible());
    List<String> said = back(route);
    route.run().figure("said", said);
    for (String one : said) {
      reconciler.expect(possible(one), "lines: expected a possible duration, found " + one);
    }
    settling.finish();
  }

  /** The durations in the lines that say that the Collector is back. */
  private static List<String> back(Route route) throws IOException {
    try (Stream<String> lines = Files.lines(route.node().output())) {
      return lines
          .map(BACK::matcher)
          .filter(Matcher::find)
          .flatMap(line -> Stream.of(line.group(1), line.group(2)))
          .toList();
    }
  }

  private static boolean possible(String duration) {
    return duration.matches("\\d+(\\.\\d)? s")
        && Double.parseDouble(duration.replace(" s", "")) < LONGEST_SECONDS;
  }

  private static long logFiles(Route route) throws IOException {
    Path file = route.subject().logFile();
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      return files
          .filter(one -> one.getFileName().toString().startsWith(file.getFileName().toString()))
          .count();
    }
  }
}
