package dev.telltale.tools.chaos.cases;

import dev.telltale.collector.QueueFolder;
import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Damage;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.Waiting;
import dev.telltale.tools.chaos.emission.ItemKind;
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
import java.util.stream.Stream;

/**
 * C4: the file in which the Collector keeps the traces' queue is damaged while it is down, in each
 * of 20 ways, with entries in it. Its control starts the Collector without looking at the file.
 */
final class QueueDamaged implements ChaosCase {
  private static final Duration QUEUEING = Duration.ofSeconds(3);
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LIVES = Duration.ofSeconds(2);
  private static final Duration SETTLED = Duration.ofSeconds(20);
  private static final double READY_SECONDS = 10;
  private static final double TWICE = 0.02;
  private static final String FILE = "queue/exporter_otlp_http_chaos_traces";

  @Override
  public String id() {
    return "C4";
  }

  @Override
  public String fault() {
    return "Collector's queue damaged in " + Damage.values().length + " ways while it is down";
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public Naive naive() {
    return Naive.QUEUE_NOT_LOOKED_AT;
  }

  @Override
  public int seconds() {
    return 240;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Destination destination = Destination.of(run);
        Route route = Route.to(destination, Setup.L1.at(new Rates(500, 100)))) {
      route.start();
      Tries tries = new Tries(route);
      for (Damage damage : Damage.values()) tries.damage(damage);
      route.over();
      tries.settle();
    }
  }

  /** What was seen so far. */
  private static final class Tries {
    private final Route route;
    private final CaseRun run;
    private final Path folder;
    private long inFiles;
    private int bits;
    private int aside;
    private int didNotStart;
    private double slowest;

    Tries(Route route) {
      this.route = route;
      this.run = route.run();
      this.folder = route.collector().folder().resolve("collector");
    }

    void damage(Damage damage) throws IOException {
      route.fault("queue damaged: " + damage);
      route.sink().refuse("/v1/traces");
      route.last(QUEUEING);
      route.collector().process().kill();
      long queued = delivered() - route.sink().spans().distinct();
      if (queued <= 0) run.found(damage + ": expected spans in the queue, found none");
      inFiles += Math.max(0, queued);
      bits += damage.to(folder.resolve(FILE));
      start(damage);
      route.sink().refuse("");
      Waiting.pause(LIVES);
      if (!route.collector().process().alive()) {
        run.found(damage + ": expected the Collector up, found that it ended again");
        startRight();
      }
    }

    /** What the dead Collector had taken, when the last answer is noted. */
    private long delivered() throws IOException {
      long[] read = {-1, -2};
      Waiting.until(
          SETTLED,
          () -> {
            Waiting.pause(QUIET);
            read[1] = read[0];
            read[0] = route.node().spans().delivered();
            return read[0] == read[1];
          });
      return read[0];
    }

    private void start(Damage damage) throws IOException {
      if (!run.control()) {
        startRight();
        return;
      }
      try {
        route.collector().start();
      } catch (IOException e) {
        run.say(damage + ": the Collector does not start");
        didNotStart++;
        startRight();
      }
    }

    private void startRight() throws IOException {
      long start = System.nanoTime();
      List<String> said = QueueFolder.putDamagedAside(folder);
      aside += said.size();
      route.collector().start();
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
    }

    void settle() throws IOException {
      run.figure("put_aside", aside);
      run.figure("ready_seconds_slowest", Math.round(slowest * 10) / 10.0);
      run.figure("in_damaged_files", inFiles);
      Settling settling = Settling.of(route, new Promise(true, TWICE, 0));
      settling.stopAndDrain();
      Reconciler reconciler = settling.reconciler();
      if (slowest > READY_SECONDS) {
        run.found("Collector: expected it up within 10 s, found " + Math.round(slowest) + " s");
      }
      reconciler.expectEqual("files put aside, and still there", aside, backups());
      spans(reconciler);
      settling.lines();
      settling.finish();
      if (run.control()) run.figure("control_lost", didNotStart);
    }

    /** A flipped bit may stand in a span: that one arrives spoiled, or as another. */
    private void spans(Reconciler reconciler) throws IOException {
      Tally spans = Tally.of(ItemKind.SPANS, route.emissions().emitted(), route.sink().spans());
      run.figure("spans_emitted", spans.emitted());
      run.figure("spans_lost", spans.lost());
      run.figure("spans_twice", spans.duplicated());
      run.figure("spans_spoiled", spans.corrupted() + spans.invented());
      reconciler.expect(
          spans.corrupted() + spans.invented() <= bits,
          "spans: spoiled: expected at most the " + bits + " flipped bits, found " + spans);
      LedgerReading ledger = route.node().spans();
      run.figure("ledger_traces", ledger.toString());
      reconciler.balance(ledger);
      reconciler.expectEqual("ledger: dropped", 0, ledger.droppedTotal());
      reconciler.expectEqual("ledger: waiting", 0, ledger.waiting());
      reconciler.expect(
          spans.lost() <= inFiles,
          "spans: lost: expected at most the %d that were in damaged files, found %d"
              .formatted(inFiles, spans.lost()));
      reconciler.expect(
          spans.duplicated() <= spans.emitted() * TWICE,
          "spans: arrived twice: expected at most 2 %, found " + spans.duplicated());
    }

    private long backups() throws IOException {
      try (Stream<Path> files = Files.list(folder.resolve("queue"))) {
        return files.filter(file -> file.toString().endsWith(".backup")).count();
      }
    }
  }
}
