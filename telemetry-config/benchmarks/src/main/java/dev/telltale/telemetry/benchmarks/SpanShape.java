package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

/** The span that is measured everywhere here: a name and two attributes, as a service writes it. */
final class SpanShape {
  private static final AttributeKey<String> COMMAND = AttributeKey.stringKey("command");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("status");

  private SpanShape() {}

  static void end(Tracer tracer) {
    Span span =
        tracer
            .spanBuilder("command.publish_collection")
            .setAttribute(COMMAND, "publish_collection")
            .startSpan();
    span.setAttribute(STATUS, "completed");
    span.end();
  }
}
