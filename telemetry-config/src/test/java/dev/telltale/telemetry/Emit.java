package dev.telltale.telemetry;

import io.opentelemetry.api.trace.Tracer;

/** What services do all day. */
final class Emit {
  private Emit() {}

  /** Starts and ends {@code count} spans called {@code name}. */
  static void spans(Telemetry telemetry, String name, int count) {
    Tracer tracer = telemetry.openTelemetry().getTracer("test");
    for (int i = 0; i < count; i++) {
      tracer.spanBuilder(name).startSpan().end();
    }
  }
}
