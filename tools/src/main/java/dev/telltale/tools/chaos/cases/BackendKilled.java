package dev.telltale.tools.chaos.cases;

import dev.telltale.stack.StackServer;
import dev.telltale.tools.chaos.backend.BackendHas;
import dev.telltale.tools.chaos.backend.RealBackend;
import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.Waiting;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.oracle.Promise;
import dev.telltale.tools.chaos.oracle.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A13 and A14: a real backend is killed under load and comes back. The sink gets the same items
 * beside it, so that the whole route is held against its promises too.
 */
final class BackendKilled implements ChaosCase {
  private static final Duration AWAY = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Duration THERE = Duration.ofSeconds(60);
  // Scraped every 2 s; a busy machine is late now and then.
  private static final double GAP_SECONDS = 10;
  // What Tempo acknowledges it holds in memory for up to 0.2 s; its restart is not counted in.
  private static final long TEMPO_MAY_LOSE = 4_000;

  private final String id;
  private final StackServer server;

  private BackendKilled(String id, StackServer server) {
    this.id = id;
    this.server = server;
  }

  static List<ChaosCase> all() {
    return List.of(
        new BackendKilled("A13", StackServer.TEMPO),
        new BackendKilled("A14a", StackServer.LOKI),
        new BackendKilled("A14b", StackServer.PROMETHEUS));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "real " + server.label() + " killed, away for 60 s";
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public Naive naive() {
    return Naive.TRIES_ONCE;
  }

  @Override
  public int seconds() {
    return 150;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    Instant from = Instant.now();
    try (RealBackend backend = RealBackend.in(run.folder().resolve("backend"), server);
        Destination destination = Destination.of(run, backend.ports(), backend.besideTheSink());
        Route route = Route.to(destination, Setup.L1)) {
      backend.start();
      route.start();
      route.fault(fault());
      backend.kill();
      route.last(AWAY);
      backend.start();
      route.over();
      route.last(AFTER);
      Settling settling = Settling.of(route, Promise.EVERYTHING);
      settling.settle();
      long lost = lost(run, route, backend, from);
      if (run.control()) {
        run.figure("control_lost", lost);
        return;
      }
      long dropped = BackendHas.droppedByCollector(route.collector().ownMetrics());
      if (dropped != 0) run.found("Collector: dropped: expected 0, found " + dropped);
    }
  }

  private long lost(CaseRun run, Route route, RealBackend backend, Instant from)
      throws IOException {
    return switch (server) {
      case LOKI -> lines(run, route, backend, from);
      case TEMPO -> spans(run, route, backend, from);
      default -> samples(run, route, backend);
    };
  }

  private static long lines(CaseRun run, Route route, RealBackend loki, Instant from)
      throws IOException {
    Tally[] tally = new Tally[1];
    Waiting.until(
        THERE,
        () -> {
          tally[0] =
              Tally.of(
                  ItemKind.LINES, route.emissions().emitted(), BackendHas.lines(loki.url(), from));
          return tally[0].lost() == 0;
        });
    Tally found = tally[0];
    run.figure("loki", found.toString());
    if (found.lost() + found.corrupted() + found.invented() + found.duplicated() > 0) {
      run.found("Loki: expected every line once, found " + found);
    }
    return found.lost();
  }

  private static long spans(CaseRun run, Route route, RealBackend tempo, Instant from)
      throws IOException {
    long emitted = route.emissions().ended(ItemKind.SPANS);
    long[] found = new long[1];
    Waiting.until(
        THERE,
        () -> {
          found[0] = BackendHas.spans(tempo.url(), from);
          return found[0] >= emitted;
        });
    long lost = Math.max(0, emitted - found[0]);
    run.figure("tempo_lost_of_acknowledged", lost);
    if (lost > TEMPO_MAY_LOSE) {
      run.found(
          "Tempo: lost: expected at most %d of %d, found %d"
              .formatted(TEMPO_MAY_LOSE, emitted, lost));
    }
    return lost > TEMPO_MAY_LOSE ? lost : 0;
  }

  private static long samples(CaseRun run, Route route, RealBackend prometheus) throws IOException {
    long emitted = route.emissions().ended(ItemKind.SPANS);
    BackendHas.Samples[] found = new BackendHas.Samples[1];
    Waiting.until(
        THERE,
        () -> {
          found[0] = BackendHas.samples(prometheus.url(), "chaos_items_total");
          return found[0].newest() == emitted;
        });
    run.figure("prometheus_newest", found[0].newest());
    run.figure("prometheus_longest_gap_seconds", found[0].longestGapSeconds());
    if (found[0].newest() != emitted) {
      run.found("Prometheus: expected " + emitted + ", found " + found[0].newest());
    }
    boolean gap = found[0].longestGapSeconds() > GAP_SECONDS;
    if (gap) {
      run.found(
          "Prometheus: longest time without a sample: expected at most 10 s, found "
              + found[0].longestGapSeconds()
              + " s");
    }
    return gap ? Math.round(found[0].longestGapSeconds()) : 0;
  }
}
