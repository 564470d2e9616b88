package dev.telltale.telemetry.queue;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Puts each sampled span that ended into a queue. In place of the SDK's batch processor, which
 * drops without saying what, and reports success though an export failed.
 */
public final class SpanQueue implements SpanProcessor {
  private final ItemQueue<ReadableSpan> queue;

  public SpanQueue(ItemQueue<ReadableSpan> queue) {
    this.queue = queue;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled()) {
      queue.offer(span);
    }
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /** Succeeds when the sink took every span that ended before; the caller limits the time. */
  @Override
  public CompletableResultCode forceFlush() {
    return Results.of(queue.flush());
  }

  @Override
  public CompletableResultCode shutdown() {
    return Results.of(queue.closing());
  }
}
