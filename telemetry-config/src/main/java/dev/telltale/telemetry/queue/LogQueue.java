package dev.telltale.telemetry.queue;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;

/** Puts each emitted log record into a queue, in place of the SDK's batch processor. */
public final class LogQueue implements LogRecordProcessor {
  private final ItemQueue<ReadWriteLogRecord> queue;

  public LogQueue(ItemQueue<ReadWriteLogRecord> queue) {
    this.queue = queue;
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    queue.offer(record);
  }

  /** Succeeds when the sink took every record emitted before; the caller limits the time. */
  @Override
  public CompletableResultCode forceFlush() {
    return Results.of(queue.flush());
  }

  @Override
  public CompletableResultCode shutdown() {
    return Results.of(queue.closing());
  }
}
