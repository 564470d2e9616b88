package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Ends spans as fast as what takes them can, and never so fast that a queue overflows. */
final class Emitter {
  private static final int IN_FLIGHT = 4096; // half of the queues here
  private static final int STEP = 64;
  private static final long POLL_NANOS = 50_000;

  private Emitter() {}

  /** Ends {@code spans} while fewer than {@link #IN_FLIGHT} are on their way. */
  static void whileTheyArrive(Tracer tracer, int spans, LongSupplier arrived) {
    long before = arrived.getAsLong();
    for (int ended = 0; ended < spans; ended += STEP) {
      while (ended - (arrived.getAsLong() - before) > IN_FLIGHT - STEP) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      for (int i = 0; i < Math.min(STEP, spans - ended); i++) {
        SpanShape.end(tracer);
      }
    }
  }

  /** Ends {@code spans} and returns when all of them have left the queue. */
  static void throughTheQueue(Candidate candidate, int spans) {
    throughTheQueue((SdkTracerProvider) candidate.openTelemetry().getTracerProvider(), spans);
  }

  static void throughTheQueue(SdkTracerProvider tracers, int spans) {
    Tracer tracer = tracers.get("benchmark");
    for (int ended = 0; ended < spans; ended += IN_FLIGHT) {
      for (int i = 0; i < Math.min(IN_FLIGHT, spans - ended); i++) {
        SpanShape.end(tracer);
      }
      if (!tracers.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()) {
        throw new IllegalStateException(
            "expected the queue to hand on all spans, found it did not");
      }
    }
  }
}
