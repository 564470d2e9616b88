package dev.telltale.telemetry.benchmarks;

import dev.telltale.telemetry.ledger.SignalLedger;
import dev.telltale.telemetry.queue.ItemQueue;
import dev.telltale.telemetry.queue.SpanQueue;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SDK's processor and ours, in front of the same exporter. */
final class Processors {
  /** Says each batch that lacks spans; here they are counted. A field, or it is collected. */
  private static final Logger SAID_BY_SDK = Logger.getLogger(BatchSpanProcessor.class.getName());

  static {
    SAID_BY_SDK.setLevel(Level.OFF);
  }

  private Processors() {}

  /** {@code batch_processor} or {@code span_queue}. */
  static SpanProcessor of(String side, int capacity, SpanExporter exporter, Path folder) {
    return side.equals("batch_processor")
        ? BatchSpanProcessor.builder(exporter)
            .setMaxQueueSize(capacity)
            .setScheduleDelay(ItemQueue.LONGEST_WAIT)
            .build()
        : spanQueue(capacity, exporter, folder);
  }

  private static SpanProcessor spanQueue(int capacity, SpanExporter exporter, Path folder) {
    SignalLedger ledger = SignalLedger.open(folder.resolve("ledger"));
    return new SpanQueue(
        ItemQueue.start(
            "span-queue",
            capacity,
            ledger,
            batch -> {
              List<SpanData> spans = new ArrayList<>(batch.size());
              batch.forEach(span -> spans.add(span.toSpanData()));
              exporter.export(spans).join(10, TimeUnit.SECONDS);
            },
            fault -> {
              throw new IllegalStateException(fault);
            }));
  }

  /** Takes everything at once and counts it. */
  static final class NoExporter implements SpanExporter {
    private final AtomicLong taken = new AtomicLong();

    long taken() {
      return taken.get();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      taken.addAndGet(spans.size());
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
