package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.config.SpoolConfig;
import dev.telltale.telemetry.ledger.SignalLedger;
import dev.telltale.telemetry.queue.BatchSink;
import dev.telltale.telemetry.queue.ItemQueue;
import dev.telltale.telemetry.queue.LogQueue;
import dev.telltale.telemetry.queue.SpanQueue;
import dev.telltale.telemetry.spool.Spool;
import dev.telltale.telemetry.spool.SpoolLimits;
import dev.telltale.telemetry.watch.Backoff;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One signal on its way to a collector: queue, spool and delivery, and the books of what became of
 * each item. Safe for use by many threads; {@link #close} when nothing is created any more.
 *
 * <p>Spans and log records come in by a processor, data points by an exporter; each is counted as
 * created when it comes and needs no other counting.
 */
public final class OtlpSignal {
  /** How many items wait in memory until they are on disk: at 50,000 a second, 160 ms. */
  private static final int QUEUE = 8192;

  // What was measured to saturate one loopback connection, and what a proxy between takes easily.
  private static final int GRPC_AT_ONCE = 8;
  private static final int HTTP_AT_ONCE = 4;

  private final Signal signal;
  private final SignalLedger ledger;
  private final DeliveryNews news;
  private final Spool spool;
  private final Delivery delivery;
  private final List<ItemQueue<?>> queues = new ArrayList<>();

  private OtlpSignal(
      Signal signal,
      OtlpConfig config,
      SpoolConfig spooling,
      Backoff backoff,
      InstantSource clock) {
    this.signal = signal;
    Path folder = spooling.dir().resolve(signal.label());
    ledger = SignalLedger.open(folder.resolve("ledger"));
    LongSupplier nanoTime = System::nanoTime;
    news = new DeliveryNews(signal, config.where(), clock, nanoTime, ledger::counts);
    news.ledger(ledger.unusable(), ledger.setAside());
    SpoolLimits limits =
        new SpoolLimits(
            spooling.maxBytes(),
            spooling.maxAge(),
            spooling.fsync(),
            SpoolLimits.DEFAULT_MEMORY_BYTES);
    spool = Spool.open(folder, limits, ledger, news, clock);
    boolean inOrder =
        signal == Signal.METRICS; // a counter that goes back would look like a restart
    int some = config.protocol() == OtlpProtocol.GRPC ? GRPC_AT_ONCE : HTTP_AT_ONCE;
    int atOnce = inOrder ? 1 : some;
    Pace pace = new Pace(spooling.maxBytesPerSecond(), nanoTime.getAsLong());
    delivery =
        new Delivery(
            "telemetry-" + signal.label() + "-delivery",
            spool,
            new Connection(signal, config, atOnce, nanoTime),
            new Lanes(spool, inOrder, pace, backoff),
            new Endpoint(backoff),
            news,
            config.timeout(),
            atOnce,
            nanoTime);
  }

  /**
   * Opens the spool and starts to deliver what is in it. Never throws because of the world: what is
   * wrong is said, and is part of {@link #status()}.
   */
  public static OtlpSignal start(
      Signal signal,
      OtlpConfig config,
      SpoolConfig spooling,
      Backoff backoff,
      InstantSource clock) {
    OtlpSignal started = new OtlpSignal(signal, config, spooling, backoff, clock);
    started.delivery.start();
    return started;
  }

  /** Takes ended spans. To be asked for once. */
  public SpanProcessor spans() {
    return new SpanQueue(queue(SpoolExporters.spans(new SpoolSender(spool))::accept));
  }

  /** Takes emitted log records. To be asked for once. */
  public LogRecordProcessor logs() {
    return new LogQueue(queue(SpoolExporters.logs(new SpoolSender(spool))::accept));
  }

  /** Takes collected metrics; what it is given is in the spool when it returns. */
  public MetricExporter metrics() {
    return SpoolExporters.metrics(new SpoolSender(spool), ledger);
  }

  private <T> ItemQueue<T> queue(BatchSink<T> sink) {
    ItemQueue<T> queue =
        ItemQueue.start("telemetry-" + signal.label() + "-queue", QUEUE, ledger, sink, news::fault);
    queues.add(queue);
    return queue;
  }

  public SignalStatus status() {
    return news.status().with(ledger.counts(), spool.bytes());
  }

  public LedgerCounts counts() {
    return ledger.counts();
  }

  /** What waits in the spool takes, on disk and in memory. */
  public long spoolBytes() {
    return spool.bytes();
  }

  /**
   * Hands over what is there, for at most {@code limit}: a collector that takes it is given all of
   * it, one that is silent for a second or known to be down is left alone.
   *
   * @return what is waiting then waits in the spool for the next start
   */
  public LedgerCounts close(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (ItemQueue<?> queue : queues) {
      boolean unused = queue.close(left(end));
    }
    delivery.close(left(end));
    spool.close();
    LedgerCounts counts = ledger.counts();
    news.closed(counts);
    ledger.close();
    return counts;
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
