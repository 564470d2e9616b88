package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.emission.EmissionLedger.Order;
import dev.telltale.tools.chaos.emission.Emitted;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.oracle.LedgerReading;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Reconciler;
import dev.telltale.tools.chaos.oracle.Tally;
import dev.telltale.tools.chaos.oracle.WrittenLines;
import dev.telltale.tools.chaos.sink.Arrivals;
import dev.telltale.tools.chaos.sink.OtlpSink;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** The end of a case: emission stops, what waits is delivered, and everything is compared. */
public final class Settling {
  private static final String GAVE_UP_WAITING = "no answer within";
  private static final Duration STILL = Duration.ofMillis(200);
  private static final Duration DRAIN = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofSeconds(6);
  private static final Duration THROUGH = Duration.ofSeconds(15);
  private static final Duration SCRAPED = Duration.ofSeconds(15);

  private final Route route;
  private final CaseRun run;
  private final Reconciler reconciler;

  private Settling(Route route, Promise promise) {
    this.route = route;
    this.run = route.run();
    this.reconciler = new Reconciler(promise);
  }

  /** Holds a route against what was promised; what was not kept is found in the run. */
  public static Settling of(Route route, Promise promise) throws IOException {
    Promise kept = route.run().control() ? promise : withLostAnswers(route, promise);
    return new Settling(route, route.run().shortened() ? kept.shortened() : kept);
  }

  /** On a busy machine answers are late; what the node gave up waiting for may come twice. */
  private static Promise withLostAnswers(Route route, Promise promise) throws IOException {
    if (promise.duplicates() > 0) return promise;
    boolean lost = Files.readString(route.node().output()).contains(GAVE_UP_WAITING);
    route.run().figure("answers_lost", lost);
    return lost ? Promise.EVERYTHING : promise;
  }

  /** All of it, for a process that was not killed. */
  public void settle() throws IOException {
    stopAndDrain();
    Tally spans = spans();
    if (!run.control()) {
      reconciler.books(ledger("traces", route.sink().spans()), spans, route.sink().spans());
      counters(spans);
    }
    lines();
    finish();
  }

  /** No more is emitted, and what was is given time to arrive. */
  public void stopAndDrain() throws IOException {
    run.say("draining");
    long start = System.nanoTime();
    CommandLoad commands = route.commands();
    if (commands != null) {
      commands.close();
      run.figure("commands_acknowledged", commands.acknowledged());
      run.figure("p99_steady_ms", rounded(commands.p99Millis("steady")));
      run.figure("p99_fault_ms", rounded(commands.p99Millis("fault")));
    }
    route.emissions().order(Order.STOP);
    still();
    drained();
    run.figure("drained_seconds", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
  }

  /** The threads look at their order every few milliseconds. */
  private void still() throws IOException {
    List<Emitted> before = List.of();
    for (List<Emitted> now = route.emissions().emitted();
        !now.equals(before);
        now = route.emissions().emitted()) {
      before = now;
      Waiting.pause(STILL);
    }
  }

  /** Nothing waits in the node; and all has arrived, or nothing new has for a while. */
  private void drained() throws IOException {
    OtlpSink sink = route.sink();
    long[] seen = {-1, System.nanoTime()};
    Waiting.until(
        DRAIN,
        () -> {
          long now = sink.spans().numbered() + sink.lines().numbered();
          if (now != seen[0]) {
            seen[0] = now;
            seen[1] = System.nanoTime();
          }
          boolean quiet = System.nanoTime() - seen[1] > QUIET.toNanos();
          return (quiet || arrived()) && nothingWaits();
        });
  }

  /** What the node still has is not lost, whatever stands behind it. */
  private boolean nothingWaits() throws IOException {
    return !route.hasNode() || route.node().spans().waiting() == 0;
  }

  private boolean arrived() {
    List<Emitted> emitted = route.emissions().emitted();
    return Tally.of(ItemKind.SPANS, emitted, route.sink().spans()).lost() == 0
        && Tally.of(ItemKind.LINES, emitted, route.sink().lines()).lost() == 0;
  }

  /** The node goes on with its tasks: its ledger is read when all it has is through. */
  public LedgerReading ledger(String signal, Arrivals arrivals) throws IOException {
    LedgerReading[] read = new LedgerReading[1];
    Waiting.until(
        THROUGH,
        () -> {
          read[0] = route.node().ledger(signal);
          return read[0].waiting() == 0 && read[0].delivered() == arrivals.distinct();
        });
    LedgerReading ledger = read[0]; // that one: a moment later a task may have ended
    run.figure("ledger_" + signal, ledger.toString());
    return ledger;
  }

  public Tally spans() {
    return tally(ItemKind.SPANS, "spans");
  }

  private Tally tally(ItemKind kind, String name) {
    Tally tally =
        reconciler.items(
            kind,
            route.emissions().emitted(),
            kind == ItemKind.SPANS ? route.sink().spans() : route.sink().lines());
    run.figure(name + "_emitted", tally.emitted());
    run.figure(name + "_lost", tally.lost());
    run.figure(name + "_twice", tally.duplicated());
    return tally;
  }

  /** The lines of the file itself, and those that came out of the Collector. */
  public Tally lines() throws IOException {
    if (route.setup().pushed()) return pushedLines();
    WrittenLines written = WrittenLines.read(route.subject().logFile());
    Tally inFile = Tally.of(ItemKind.LINES, route.emissions().emitted(), written.lines());
    run.figure("lines_lost_in_file", inFile.lost());
    run.figure("lines_torn", written.torn());
    reconciler.expectEqual("log file: lost of " + inFile.emitted(), 0, inFile.lost());
    reconciler.expectEqual("log file: lines that are no JSON", 0, written.torn());
    Tally lines = tally(ItemKind.LINES, "lines");
    run.figure("lines_resent", route.sink().lines().resent());
    return lines;
  }

  /** Pushed log records have a ledger, as spans have; so have the points of pushed metrics. */
  private Tally pushedLines() throws IOException {
    Tally lines = tally(ItemKind.LINES, "lines");
    if (run.control()) return lines;
    reconciler.books(ledger("logs_push", route.sink().lines()), lines, route.sink().lines());
    LedgerReading points = route.node().ledger("metrics_push");
    run.figure("ledger_metrics", points.toString());
    reconciler.balance(points);
    reconciler.expectEqual("ledger of metrics: dropped", 0, points.droppedTotal());
    return lines;
  }

  /** The counters that came out of the Collector are those of the oracle. */
  public void counters(Tally spans) throws IOException {
    metric("chaos_items_total", spans.emitted());
    CommandLoad commands = route.commands();
    if (commands != null && commands.failed() == 0) {
      metric("node_command_total{command=run_query, status=completed}", commands.acknowledged());
    }
  }

  private void metric(String name, long expected) throws IOException {
    Waiting.until(SCRAPED, () -> inPrometheus(name).orElse(-1) == expected);
    OptionalDouble found = inPrometheus(name);
    reconciler.expect(
        found.isPresent() && found.getAsDouble() == expected,
        "Prometheus: " + name + ": expected " + expected + ", found " + found);
  }

  /** A counter that is pushed may come without the ending that Prometheus gives it then. */
  private OptionalDouble inPrometheus(String name) {
    OptionalDouble found = route.sink().metric(name);
    return found.isPresent() ? found : route.sink().metric(name.replace("_total", ""));
  }

  public Reconciler reconciler() {
    return reconciler;
  }

  /** Gives the run everything that was found, and what a control lost. */
  public void finish() {
    if (run.control()) {
      long lost = route.lostSinceTheFault(ItemKind.SPANS) + route.lostSinceTheFault(ItemKind.LINES);
      run.figure("control_lost", lost);
    }
    String trouble = route.sink().trouble();
    reconciler.expect(trouble == null, "sink: expected OTLP, found " + trouble);
    run.found(reconciler.findings());
  }

  private static double rounded(double millis) {
    return Math.round(millis * 10) / 10.0;
  }
}
