package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.emission.EmissionLedger;
import dev.telltale.tools.chaos.emission.EmissionLedger.Order;
import dev.telltale.tools.chaos.emission.Emitted;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.oracle.Tally;
import dev.telltale.tools.chaos.sink.Arrivals;
import dev.telltale.tools.chaos.sink.OtlpSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline under load: the process under test, the Collector, and the sink behind it. Whoever
 * starts it closes it; that ends every process.
 */
public final class Route implements AutoCloseable {
  private static final Duration WARM = Duration.ofSeconds(60);
  private static final Duration STEADY = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration FRESH_LOOKED_FOR = Duration.ofSeconds(60);

  // A file is read in order: what was written during a long fault comes first.
  private static final long BACKLOG_LINES_A_SECOND = 5_000;

  private final CaseRun run;
  private final Destination destination;
  private final Setup setup;
  private final EmissionLedger emissions;
  private final Subject subject;
  private @Nullable CommandLoad commands;
  private long faultSince;
  private Map<Integer, Long> beforeTheFault = Map.of();

  private Route(Destination destination, Setup setup, EmissionLedger emissions, Subject subject) {
    this.run = destination.run();
    this.destination = destination;
    this.setup = setup;
    this.emissions = emissions;
    this.subject = subject;
  }

  /** Makes ready what is needed; the Collector and the subject are not started yet. */
  public static Route in(CaseRun run, Setup setup) throws IOException {
    Destination destination = Destination.of(run);
    try {
      return to(destination, setup);
    } catch (IOException | RuntimeException e) {
      destination.close();
      throw e;
    }
  }

  /** As the other, for a case that puts something before the Collector or sets it up otherwise. */
  public static Route to(Destination destination, Setup setup) throws IOException {
    CaseRun run = destination.run();
    CollectorServer collector = destination.collector();
    Path file = run.folder().resolve("emissions");
    EmissionLedger emissions = EmissionLedger.create(file);
    Path folder = run.folder().resolve("subject");
    Naive naive = run.naive();
    Subject subject =
        naive != null && naive.insteadOfTheNode()
            ? NaiveProcess.in(folder, file, setup, naive, collector)
            : NodeProcess.in(folder, file, setup, collector);
    return new Route(destination, setup, emissions, subject);
  }

  /**
   * Starts everything, waits until items come out at the other end, and lets it run for a while.
   */
  public void start() throws IOException {
    run.say("starting");
    collector().start();
    subject.start();
    load();
    awaitFirst(ItemKind.SPANS, sink().spans());
    // Lines are late: the Collector looks for new files now and then.
    awaitFirst(ItemKind.LINES, sink().lines());
    phase("steady");
    Waiting.pause(run.fault(STEADY));
    run.figure("rss_before_mib", subject.process().residentKib() / 1024);
  }

  /** Lets the threads emit and sends commands. */
  public void load() {
    emissions.order(Order.EMIT);
    URI api = subject.api();
    if (api != null && setup.commandsPerSecond() > 0) {
      commands = CommandLoad.start(api, setup.commandsPerSecond(), setup.traced());
    }
  }

  private void awaitFirst(ItemKind kind, Arrivals arrivals) throws IOException {
    boolean wanted = kind == ItemKind.SPANS ? setup.rates().spans() > 0 : setup.rates().lines() > 0;
    if (!wanted || Waiting.until(WARM, () -> !arrivals.slots().isEmpty())) return;
    throw new IOException(
        kind.label()
            + ": expected the first to arrive within 60 s, found none; see "
            + run.folder());
  }

  /** The fault begins: {@code what} is said, and commands are timed apart. */
  public void fault(String what) {
    run.say(what);
    phase("fault");
    if (faultSince != 0) return;
    faultSince = System.nanoTime();
    beforeTheFault = begun();
  }

  /** Lets the fault last for what the matrix says, or for less. */
  public void last(Duration full) throws IOException {
    Waiting.pause(run.fault(full));
  }

  /** As the other; a control is done when it has lost, which may be sooner. */
  public void last(Duration full, Duration ofControl) throws IOException {
    last(run.control() ? ofControl : full);
  }

  /**
   * The fault is over: an item emitted from now on arrives within 10 s, a log line also as soon as
   * those before it are read, at 5,000 a second.
   */
  public void over() throws IOException {
    over(FRESH);
  }

  /** As the other, where a span may need {@code freshSpan}. */
  public void over(Duration freshSpan) throws IOException {
    phase("after");
    if (faultSince != 0) {
      run.figure("fault_seconds", Math.round((System.nanoTime() - faultSince) / 1e9));
    }
    run.figure("rss_fault_mib", subject.process().residentKib() / 1024);
    run.say("fault over; waiting for a fresh item");
    Map<Integer, Long> marks = begun();
    long start = System.nanoTime();
    long linesBehind = emissions.ended(ItemKind.LINES) - sink().lines().numbered();
    long readingThem = linesBehind / BACKLOG_LINES_A_SECOND;
    fresh(ItemKind.SPANS, sink().spans(), marks, start, freshSpan.toSeconds());
    fresh(ItemKind.LINES, sink().lines(), marks, start, Math.max(FRESH.toSeconds(), readingThem));
  }

  private void fresh(
      ItemKind kind, Arrivals arrivals, Map<Integer, Long> marks, long start, long limit)
      throws IOException {
    if (emissions.ended(kind) == 0) return;
    boolean arrived = Waiting.until(FRESH_LOOKED_FOR, () -> anyBeyond(kind, arrivals, marks));
    double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    run.figure("fresh_" + (kind == ItemKind.SPANS ? "span" : "line") + "_seconds", seconds);
    if (!arrived || seconds > limit) {
      run.found(
          "%s: fresh: expected one emitted after the fault to arrive within %d s, found %s"
              .formatted(
                  kind.label(),
                  limit,
                  arrived ? "it after " + seconds + " s" : "none within 60 s"));
    }
  }

  private boolean anyBeyond(ItemKind kind, Arrivals arrivals, Map<Integer, Long> marks) {
    for (Emitted one : emissions.emitted()) {
      long mark = marks.getOrDefault(one.slot(), 0L);
      if (one.kind() == kind && arrivals.highest(one.slot()) > mark) return true;
    }
    return false;
  }

  private Map<Integer, Long> begun() {
    Map<Integer, Long> begun = new HashMap<>();
    emissions.emitted().forEach(one -> begun.put(one.slot(), one.begun()));
    return begun;
  }

  /**
   * How many items are lost of those emitted since the fault began. The stock SDK has a short queue
   * and loses some when it makes its first connection, which no fault has done.
   */
  long lostSinceTheFault(ItemKind kind) {
    Arrivals arrived = kind == ItemKind.SPANS ? sink().spans() : sink().lines();
    return Tally.lostSince(beforeTheFault, kind, emissions.emitted(), arrived);
  }

  private void phase(String name) {
    if (commands != null) commands.phase(name);
  }

  public EmissionLedger emissions() {
    return emissions;
  }

  public OtlpSink sink() {
    return destination.sink();
  }

  public CollectorServer collector() {
    return destination.collector();
  }

  public Subject subject() {
    return subject;
  }

  /** The node, where nothing naive stands in its place. */
  public NodeProcess node() {
    return (NodeProcess) subject;
  }

  /** Whether a node is there. */
  public boolean hasNode() {
    return subject instanceof NodeProcess;
  }

  public @Nullable CommandLoad commands() {
    return commands;
  }

  public Setup setup() {
    return setup;
  }

  public CaseRun run() {
    return run;
  }

  @Override
  public void close() throws IOException {
    if (commands != null) commands.close();
    try (destination;
        subject) {
      emissions.order(Order.STOP);
    }
  }
}
