package dev.telltale.node.telemetry;

import dev.telltale.node.collection.Ual;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the node's spans, each with the network that it works for.
 *
 * @param blockchain {@code [node].network}
 */
record Spans(Tracer tracer, String blockchain) {
  SpanBuilder span(String name) {
    return tracer.spanBuilder(name).setAttribute(SpanField.BLOCKCHAIN, blockchain);
  }

  /**
   * Runs {@code work} in a span of its own when it is part of a trace. Outside of one there is
   * none: what a health check or a metrics page reads is nobody's story.
   */
  <T> T child(String name, Supplier<T> work) {
    return child(name, null, work);
  }

  /** The same for work on one collection. */
  <T> T child(String name, @Nullable Ual ual, Supplier<T> work) {
    if (!Span.current().getSpanContext().isValid()) return work.get();
    try (ActiveSpan span = ActiveSpan.start(span(name)).field(SpanField.UAL, ual)) {
      try {
        T result = work.get();
        span.status("completed");
        return result;
      } catch (RuntimeException | Error e) {
        span.failed("failed", e);
        throw e;
      }
    }
  }
}
