package dev.telltale.telemetry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs one JMH benchmark for two sides in turn, each time in a new JVM, so that whatever else the
 * machine does meets both.
 */
record Duel(Class<?> benchmark, String method, String first, String second, int threads) {

  /** The medians of one side. */
  record Score(double nanos, double cpuNanos, double bytes) {}

  /** What was measured of one side so far. */
  private static final class Side {
    final String name;
    final List<Double> nanos = new ArrayList<>();
    final List<Double> cpuNanos = new ArrayList<>();
    final List<Double> bytes = new ArrayList<>();

    Side(String name) {
      this.name = name;
    }

    Score score() {
      return new Score(Medians.of(nanos), Medians.of(cpuNanos), Medians.of(bytes));
    }
  }

  /** In the order first, second. */
  List<Score> run(Effort effort) {
    Side one = new Side(first);
    Side other = new Side(second);
    for (int round = 0; round < effort.rounds(); round++) {
      for (Side side : round % 2 == 0 ? List.of(one, other) : List.of(other, one)) {
        for (BenchmarkResult fork : fork(side.name, effort)) {
          for (IterationResult iteration : fork.getIterationResults()) {
            side.nanos.add(iteration.getPrimaryResult().getScore());
            side.cpuNanos.add(secondary(iteration, CpuProfiler.RESULT));
            side.bytes.add(secondary(iteration, "gc.alloc.rate.norm"));
          }
        }
      }
    }
    return List.of(one.score(), other.score());
  }

  // In this JVM nothing is measured: then it does no harm when another checkout runs JMH, too.
  private static void ignoreOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  private List<BenchmarkResult> fork(String side, Effort effort) {
    if (effort.forks() == 0) {
      ignoreOthers();
    }
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
        .param("side", side)
        .threads(threads)
        .forks(effort.forks())
        .jvmArgs("-Xms1g", "-Xmx1g")
        .warmupIterations(effort.warmups())
        .warmupTime(TimeValue.milliseconds(effort.windowMillis()))
        .measurementIterations(effort.windows())
        .measurementTime(TimeValue.milliseconds(effort.windowMillis()))
        .addProfiler(GCProfiler.class)
        .addProfiler(CpuProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    try {
      return new Runner(options.build())
          .run().stream().flatMap(run -> run.getBenchmarkResults().stream()).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException(benchmark.getSimpleName() + "." + method, e);
    }
  }

  private static double secondary(IterationResult iteration, String name) {
    Result<?> result = iteration.getSecondaryResults().get(name);
    return result == null ? Double.NaN : result.getScore();
  }
}
