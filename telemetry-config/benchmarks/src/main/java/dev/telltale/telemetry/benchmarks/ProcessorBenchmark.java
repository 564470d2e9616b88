package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Spans at full speed, in front of an exporter that does nothing and a queue that holds them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProcessorBenchmark {
  private static final int NEVER_FULL = 65_536;

  @Param({"batch_processor", "span_queue"})
  public String side = "";

  private Folder folder;
  private SdkTracerProvider tracers;
  private Tracer tracer;

  @Setup
  public void start() {
    folder = Folder.create();
    tracers =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                Processors.of(side, NEVER_FULL, new Processors.NoExporter(), folder.path()))
            .build();
    tracer = tracers.get("benchmark");
  }

  @TearDown
  public void stop() {
    tracers.close();
    folder.close();
  }

  @Benchmark
  public void span() {
    SpanShape.end(tracer);
  }
}
