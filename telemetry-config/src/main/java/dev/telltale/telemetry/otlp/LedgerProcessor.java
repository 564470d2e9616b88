package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.SignalWatch;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Enters each sampled span in the ledger before it is queued. */
final class LedgerProcessor implements SpanProcessor {
  private final SpanProcessor queue;
  private final SpanLedger ledger;
  private final SignalWatch watch;
  private volatile boolean closed;

  LedgerProcessor(SpanProcessor queue, SpanLedger ledger, SignalWatch watch) {
    this.queue = queue;
    this.ledger = ledger;
    this.watch = watch;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (closed) {
      ledger.endedTooLate();
    } else if (ledger.ended()) {
      queue.onEnd(span);
    } else {
      watch.lost("more than " + SpanDelivery.QUEUE + " were waiting");
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    closed = true;
    return queue.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return queue.forceFlush();
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
}
