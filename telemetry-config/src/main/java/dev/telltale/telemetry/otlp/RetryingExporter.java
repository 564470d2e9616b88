package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.otlp.Answer.Verdict;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.SignalWatch;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one batch at a time and keeps it until the collector took it, refused it for good, or
 * the service closes. {@link #export} blocks its caller, the batch processor's own thread:
 * meanwhile that processor's queue is what holds an outage.
 */
final class RetryingExporter implements SpanExporter {
  private enum Phase {
    OPEN,
    /** One more attempt for what is waiting; the first that fails ends it. */
    CLOSING,
    /** Nothing is sent any more, and nothing is waited for. */
    STOPPED
  }

  private final OtlpConfig config;
  private final SpanLedger ledger;
  private final SignalWatch watch;
  private final Backoff backoff;
  private final ListeningSenders senders;
  private final AtomicReference<@Nullable Answer> heard = new AtomicReference<>();

  private volatile Phase phase = Phase.OPEN;
  private volatile @Nullable SpanExporter connection;

  RetryingExporter(OtlpConfig config, SpanLedger ledger, SignalWatch watch, Backoff backoff) {
    this.config = config;
    this.ledger = ledger;
    this.watch = watch;
    this.backoff = backoff;
    this.senders = new ListeningSenders(config.timeout(), heard::set);
  }

  /** Reads the files and prepares the connection; the network is not touched. */
  void prepare() {
    try {
      connection = Connection.open(config, senders);
    } catch (IOException e) {
      watch.off(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    Answer answer = deliver(spans);
    boolean taken = answer.verdict() == Verdict.ACCEPTED;
    long accepted = taken ? Math.max(0, spans.size() - answer.rejected()) : 0;
    ledger.settled(spans.size(), accepted);
    if (taken) {
      watch.delivered();
    }
    if (taken && accepted < spans.size()) {
      watch.lost("rejected by the collector: " + answer.what());
    }
    return accepted == spans.size()
        ? CompletableResultCode.ofSuccess()
        : CompletableResultCode.ofFailure();
  }

  private Answer deliver(Collection<SpanData> spans) {
    for (int attempt = 0; phase != Phase.STOPPED; attempt++) {
      Answer answer = send(spans);
      if (answer.verdict() != Verdict.TRY_AGAIN) {
        return answer;
      }
      if (phase == Phase.CLOSING) {
        stop(); // a service that is stopping does not wait for a collector that does not answer
      }
      await(backoff.after(attempt), () -> phase != Phase.OPEN);
    }
    return Answer.tryAgain("stopped");
  }

  private Answer send(Collection<SpanData> spans) {
    if (connection == null) {
      prepare();
    }
    SpanExporter current = connection;
    if (current == null) {
      return Answer.tryAgain("off");
    }
    heard.set(null);
    // A flag of ours, because the SDK calls back with the lock held that its isDone() would take:
    // asked for while we hold our own lock, the two would wait for each other for ever.
    AtomicBoolean answered = new AtomicBoolean();
    current
        .export(spans)
        .whenComplete(
            () -> {
              answered.set(true);
              wake();
            });
    await(Duration.ofDays(1), () -> answered.get() || phase == Phase.STOPPED);
    Answer answer = heard.get();
    if (answer == null) {
      return Answer.tryAgain("stopped before an answer came");
    }
    if (answer.verdict() != Verdict.ACCEPTED && phase != Phase.STOPPED) {
      watch.failing(answer.what());
    }
    return answer;
  }

  /** From now on the first attempt that fails is the last. */
  void closing() {
    if (phase == Phase.OPEN) {
      phase = Phase.CLOSING;
    }
    wake();
  }

  /** Ends what is going on, wherever it stands. */
  void stop() {
    phase = Phase.STOPPED;
    wake();
    SpanExporter current = connection;
    if (current != null) {
      current.shutdown(); // cancels a request that hangs
    }
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    stop();
    return CompletableResultCode.ofSuccess();
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void await(Duration limit, BooleanSupplier enough) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (long left = limit.toMillis(); left > 0 && !enough.getAsBoolean(); ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      phase = Phase.STOPPED; // nobody interrupts this thread but to end it
      Thread.currentThread().interrupt();
    }
  }
}
