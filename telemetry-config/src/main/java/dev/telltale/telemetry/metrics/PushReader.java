package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.watch.Reason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Collects all metrics at an interval and exports them, one export after the other, and once more
 * when it is closed. It has its own exemplars: a scrape takes none of them.
 *
 * <p>In place of the SDK's periodic reader, whose close can take a quarter of a minute and whose
 * flush reports success for exports that failed.
 */
final class PushReader implements MetricReader {
  private static final long LOOK_AROUND_MILLIS = 100;

  private final ShownMetrics shown;
  private final MetricPush push;
  private final Warnings warnings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "telemetry-metrics-push");
  private volatile boolean abandoned;
  private boolean failureSaid; // of the thread
  private volatile CollectionRegistration source = CollectionRegistration.noop();

  PushReader(ShownMetrics shown, MetricPush push, Warnings warnings) {
    this.shown = shown;
    this.push = push;
    this.warnings = warnings;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Exports a last time. What is not exported within {@code limit} is not waited for. */
  void close(Duration limit) {
    closing.countDown();
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandoned = true; // not interrupted: it may be writing to a file
  }

  private void run() {
    long due = System.nanoTime();
    boolean last = false;
    while (!last) {
      due = Math.max(due + push.interval().toNanos(), System.nanoTime());
      last = closesBefore(due);
      exportOnce();
    }
  }

  private boolean closesBefore(long due) {
    while (true) {
      try {
        return closing.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Whoever interrupted meant something else: close tells this thread to end.
      }
    }
  }

  private void exportOnce() {
    try {
      List<MetricData> metrics = shown.of(source.collectAllMetrics()).metrics();
      CompletableResultCode done = push.exporter().export(metrics);
      while (!done.isDone() && !abandoned) { // the next one may not overtake it
        done.join(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (!done.isSuccess()) {
        Throwable thrown = done.getFailureThrowable();
        notPushed(thrown == null ? "no success" : Reason.of(thrown));
      }
    } catch (RuntimeException | Error e) { // the next collection may be a better one
      tell(e);
    }
  }

  private void tell(Throwable fault) {
    try {
      notPushed(Reason.of(fault));
    } catch (RuntimeException | Error inTelling) { // as likely where memory ends
      inTelling.addSuppressed(fault);
      thread.getUncaughtExceptionHandler().uncaughtException(thread, inTelling);
    }
  }

  private void notPushed(String reason) {
    if (!failureSaid) {
      failureSaid = true;
      warnings.say(push.where() + ": a collection was not pushed: " + reason);
    }
  }

  @Override
  public void register(CollectionRegistration registration) {
    source = registration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return Aggregation.defaultAggregation();
  }

  /** Metrics are in the spool or not there at all; nothing can be hurried. */
  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess(); // close did it
  }
}
