package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Counters and histograms whose labels are known beforehand. They are called as a service calls
 * them, not made a part of the loop: whether the compiler does that depends on what else the JVM
 * compiled before, and is worth a third of the time.
 */
@State(Scope.Benchmark)
@Fork(
    jvmArgsAppend = {
      "-XX:CompileCommand=quiet",
      "-XX:CompileCommand=dontinline,io.opentelemetry.sdk.metrics.SdkLongCounter::add",
      "-XX:CompileCommand=dontinline,io.opentelemetry.sdk.metrics.SdkDoubleHistogram::record"
    })
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetricsBenchmark {
  private static final List<Double> BUCKETS =
      List.of(.005, .01, .025, .05, .1, .25, .5, 1., 2.5, 5., 10., 30., 60.);

  @Param({"plain", "telltale"})
  public String side = "";

  private Folder folder;
  private Candidate candidate;
  private LongCounter counter;
  private DoubleHistogram histogram;
  private Attributes labels;

  @Setup
  public void start() throws IOException {
    folder = Folder.create();
    candidate = Candidate.start(side, null, true, folder.path());
    Meter meter = candidate.openTelemetry().getMeter("benchmark");
    counter = meter.counterBuilder("node_command_total").build();
    histogram =
        meter
            .histogramBuilder("node_command_duration_seconds")
            .setExplicitBucketBoundariesAdvice(BUCKETS)
            .build();
    labels =
        Attributes.of(
            AttributeKey.stringKey("command"), "publish_collection",
            AttributeKey.stringKey("status"), "completed");
  }

  @TearDown
  public void stop() {
    candidate.close();
    folder.close();
  }

  @Benchmark
  public void counter() {
    counter.add(1, labels);
  }

  @Benchmark
  public void histogram() {
    histogram.record(0.037, labels);
  }
}
