package dev.telltale.tools.chaos.emission;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Tracer;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that emit numbered spans and log lines at a steady rate, and count each span in the
 * counter {@code chaos_items_total}.
 */
final class Emitters implements Closeable {
  static final String COUNTER = "chaos_items";

  private final List<EmittingThread> threads;

  private Emitters(List<EmittingThread> threads) {
    this.threads = threads;
  }

  /**
   * Claims places in the ledger and starts the threads; they emit when the ledger's order says so.
   */
  static Emitters start(OpenTelemetry openTelemetry, EmissionLedger ledger, Rates rates) {
    Tracer tracer = openTelemetry.getTracer("chaos");
    LongCounter counter = openTelemetry.getMeter("chaos").counterBuilder(COUNTER).build();
    Logger log = LoggerFactory.getLogger("dev.telltale.tools.chaos.lines");
    List<EmittingThread> threads = new ArrayList<>();
    int spanThreads = rates.spanThreads();
    for (int i = 0; i < spanThreads && rates.spans() > 0; i++) {
      threads.add(
          thread(
              ledger,
              ItemKind.SPANS,
              rates.spans() / spanThreads,
              id -> span(tracer, counter, id)));
    }
    if (rates.lines() > 0) {
      threads.add(thread(ledger, ItemKind.LINES, rates.lines(), id -> line(log, id)));
    }
    threads.forEach(Thread::start);
    return new Emitters(threads);
  }

  private static EmittingThread thread(
      EmissionLedger ledger, ItemKind kind, int perSecond, Consumer<ChaosId> emit) {
    return new EmittingThread(ledger, ledger.claim(kind), perSecond, emit);
  }

  private static void span(Tracer tracer, LongCounter counter, ChaosId id) {
    tracer
        .spanBuilder("chaos.item")
        .setAttribute("chaos.id", id.toString())
        .setAttribute("chaos.check", id.check())
        .setAttribute("operation_id", "b7f1c2d4-5a6e-4f80-9c1d-2e3f4a5b6c7d")
        .setAttribute("command", "publish_collection")
        .setAttribute("blockchain", "local:1")
        .setAttribute("ual", "did:dkg:local:1/0x5b2a/7")
        .setAttribute("status", "completed")
        .setAttribute("triples", 42)
        .startSpan()
        .end();
    counter.add(1);
  }

  private static void line(Logger log, ChaosId id) {
    log.atInfo().addKeyValue("chaos_id", id.toString()).log("chaos line {} {}", id, id.check());
  }

  /** Waits until each thread has finished the item it is at. */
  @Override
  public void close() {
    threads.forEach(EmittingThread::finish);
  }
}
