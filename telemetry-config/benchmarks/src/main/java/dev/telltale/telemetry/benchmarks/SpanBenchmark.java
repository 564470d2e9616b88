package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a span costs the thread that makes it, with a collector that takes all of them. In bursts of
 * two batches, each of which has arrived before the next begins: none is ever dropped, which would
 * be cheaper.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanBenchmark {
  private static final int BURST = 1024;

  @Param({"plain", "telltale"})
  public String side = "";

  private Folder folder;
  private Receiver receiver;
  private Candidate candidate;
  private Tracer tracer;
  private long ended;

  @Setup
  public void start() throws IOException {
    folder = Folder.create();
    receiver = Receiver.start(true, folder.path());
    candidate = Candidate.start(side, receiver.endpoint(), true, folder.path());
    tracer = candidate.openTelemetry().getTracer("benchmark");
  }

  @TearDown
  public void stop() throws IOException {
    candidate.close();
    receiver.close();
    folder.close();
  }

  @TearDown(Level.Invocation)
  public void arrived() {
    receiver.await(ended, Duration.ofSeconds(60));
  }

  @Benchmark
  @OperationsPerInvocation(BURST)
  public void span() {
    for (int i = 0; i < BURST; i++) {
      SpanShape.end(tracer);
    }
    ended += BURST;
  }
}
