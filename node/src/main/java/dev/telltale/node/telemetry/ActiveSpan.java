package dev.telltale.node.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A span while its work runs on this thread: current for children and metrics, its fields on every
 * log line written inside. To be closed by the thread that opened it.
 */
final class ActiveSpan implements AutoCloseable {
  private final Span span;
  private final Scope scope;
  private final Deque<Runnable> restoreLogFields = new ArrayDeque<>();

  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  private ActiveSpan(Span span) {
    this.span = span;
    this.scope = span.makeCurrent();
  }

  static ActiveSpan start(SpanBuilder builder) {
    return new ActiveSpan(builder.startSpan());
  }

  /** Puts {@code value} on the span and on the log lines that follow; a null value is left out. */
  ActiveSpan field(AttributeKey<String> key, @Nullable Object value) {
    if (value == null) return this;
    span.setAttribute(key, value.toString());
    String name = key.getKey();
    String before = MDC.get(name);
    restoreLogFields.push(() -> restore(name, before));
    MDC.put(name, value.toString());
    return this;
  }

  /** Says how the work ended, on the span alone: the line that reports it says it itself. */
  void status(String status) {
    span.setAttribute(SpanField.STATUS, status);
  }

  void failed(String status, @Nullable Throwable cause) {
    status(status);
    if (cause != null) span.recordException(cause);
    String why = cause == null ? null : cause.getMessage();
    span.setStatus(StatusCode.ERROR, why == null ? status : why);
  }

  @Override
  public void close() {
    restoreLogFields.forEach(Runnable::run);
    scope.close();
    span.end();
  }

  private static void restore(String name, @Nullable String before) {
    if (before == null) MDC.remove(name);
    else MDC.put(name, before);
  }
}
