package dev.telltale.node.telemetry;

import dev.telltale.node.collection.Ual;
import dev.telltale.node.operation.Operations;
import dev.telltale.node.repository.OperationKind;
import dev.telltale.node.repository.OperationRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.MDC;

/**
 * Makes each operation a span from its creation to its end, with its states as events; work in its
 * background continues the same trace.
 *
 * <p>An operation ends on whatever thread ends it, so its span is kept here until then.
 */
final class TracedOperations implements Operations {
  private final Operations delegate;
  private final Spans spans;
  private final Map<String, Span> open = new ConcurrentHashMap<>();

  TracedOperations(Operations delegate, Spans spans) {
    this.delegate = delegate;
    this.spans = spans;
  }

  @Override
  public OperationRecord begin(OperationKind kind) {
    Span span = spans.span(SpanName.operation(kind)).startSpan();
    try (Scope ignored = span.makeCurrent()) {
      OperationRecord begun = delegate.begin(kind);
      span.setAttribute(SpanField.OPERATION_ID, begun.id()).addEvent("created");
      open.put(begun.id(), span);
      return begun;
    } catch (RuntimeException | Error e) {
      span.recordException(e).setStatus(StatusCode.ERROR, String.valueOf(e.getMessage())).end();
      throw e;
    }
  }

  @Override
  public OperationRecord inProgress(String operationId, Ual ual) {
    OperationRecord record = delegate.inProgress(operationId, ual);
    spanOf(operationId).setAttribute(SpanField.UAL, ual.toString()).addEvent("in_progress");
    return record;
  }

  @Override
  public OperationRecord completed(String operationId, int peers, int acknowledgedBy) {
    OperationRecord record = delegate.completed(operationId, peers, acknowledgedBy);
    end(record);
    return record;
  }

  @Override
  public OperationRecord failed(String operationId, String reason, int peers, int acknowledgedBy) {
    OperationRecord record = delegate.failed(operationId, reason, peers, acknowledgedBy);
    spanOf(operationId).setStatus(StatusCode.ERROR, reason);
    end(record);
    return record;
  }

  @Override
  public void runInBackground(String operationId, Runnable work) {
    Context context = Context.current().with(spanOf(operationId));
    delegate.runInBackground(
        operationId,
        () -> {
          try (Scope ignored = context.makeCurrent();
              MDC.MDCCloseable field =
                  MDC.putCloseable(SpanField.OPERATION_ID.getKey(), operationId)) {
            work.run();
          }
        });
  }

  @Override
  public Optional<OperationRecord> find(String operationId) {
    return delegate.find(operationId);
  }

  private Span spanOf(String operationId) {
    Span span = open.get(operationId);
    return span == null ? Span.getInvalid() : span;
  }

  private void end(OperationRecord record) {
    Span span = open.remove(record.id());
    if (span == null) return;
    String status = record.status().label();
    span.addEvent(status).setAttribute(SpanField.STATUS, status).end();
  }
}
