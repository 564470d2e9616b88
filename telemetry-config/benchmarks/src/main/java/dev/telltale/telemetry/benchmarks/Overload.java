package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many spans are dropped when threads end them as fast as they can and the queue is small. */
final class Overload {
  private static final int CAPACITY = 2048;

  private final int threads;
  private final int spansPerThread;
  private final int capacity;

  Overload(int threads, int spansPerThread) {
    this(threads, spansPerThread, CAPACITY);
  }

  Overload(int threads, int spansPerThread, int capacity) {
    this.threads = threads;
    this.spansPerThread = spansPerThread;
    this.capacity = capacity;
  }

  /** The share of spans that did not reach the exporter, 0 to 1. */
  double dropped(String side) throws InterruptedException {
    Processors.NoExporter exporter = new Processors.NoExporter();
    try (Folder folder = Folder.create();
        SdkTracerProvider tracers =
            SdkTracerProvider.builder()
                .addSpanProcessor(Processors.of(side, capacity, exporter, folder.path()))
                .build()) {
      Tracer tracer = tracers.get("benchmark");
      List<Thread> emitters = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        emitters.add(new Thread(() -> emit(tracer)));
      }
      emitters.forEach(Thread::start);
      for (Thread emitter : emitters) {
        emitter.join();
      }
      tracers.forceFlush().join(20, TimeUnit.SECONDS);
      return 1 - exporter.taken() / (double) ((long) threads * spansPerThread);
    }
  }

  private void emit(Tracer tracer) {
    for (int i = 0; i < spansPerThread; i++) {
      SpanShape.end(tracer);
    }
  }
}
