package dev.telltale.telemetry.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one call costs: the façade beside plain OpenTelemetry, our processor beside the SDK's. */
final class Costs {
  private final PrintStream out;
  private final Effort effort;

  Costs(PrintStream out, Effort effort) {
    this.out = out;
    this.effort = effort;
  }

  void facade() {
    Table table = table("what", "plain", "telltale");
    Map<String, Duel> duels = new LinkedHashMap<>();
    duels.put("counter, known labels", duel(MetricsBenchmark.class, "counter"));
    duels.put("histogram, known labels", duel(MetricsBenchmark.class, "histogram"));
    duels.put("span, delivered", duel(SpanBenchmark.class, "span"));
    duels.put("log statement", duel(LogBenchmark.class, "line"));
    duels.put(
        "log statement, also to a file",
        new Duel(LogBenchmark.class, "line", "plain_file", "telltale_file", 1));
    duels.forEach((what, duel) -> row(table, what, duel.run(effort)));
  }

  void processor() throws InterruptedException {
    Table table = table("threads", "batch processor", "span queue");
    for (int threads = 1; threads <= 2; threads++) {
      Duel duel =
          new Duel(ProcessorBenchmark.class, "span", "batch_processor", "span_queue", threads);
      row(table, String.valueOf(threads), duel.run(effort));
    }
    out.println();
    Table drops =
        new Table(
            out, "threads at full speed, queue 2,048", "batch processor drops", "span queue drops");
    for (int threads = 1; threads <= 2; threads++) {
      overload(drops, threads);
    }
  }

  private void overload(Table drops, int threads) throws InterruptedException {
    Overload overload = new Overload(threads, effort.items());
    List<Double> theirs = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = 0; round <= effort.rounds(); round++) {
      double batchProcessor = overload.dropped("batch_processor");
      double spanQueue = overload.dropped("span_queue");
      if (round > 0) { // the first is for the compiler
        theirs.add(batchProcessor);
        ours.add(spanQueue);
      }
    }
    drops.row(threads, Table.percent(Medians.of(theirs)), Table.percent(Medians.of(ours)));
  }

  private static Duel duel(Class<?> benchmark, String method) {
    return new Duel(benchmark, method, "plain", "telltale", 1);
  }

  private Table table(String what, String first, String second) {
    return new Table(
        out,
        what,
        first + ", CPU ns",
        second + ", CPU ns",
        "ratio",
        first + ", ns",
        second + ", ns",
        "ratio",
        first + ", B",
        second + ", B");
  }

  private static void row(Table table, String what, List<Duel.Score> scores) {
    Duel.Score theirs = scores.get(0);
    Duel.Score ours = scores.get(1);
    table.row(
        what,
        Table.number(theirs.cpuNanos()),
        Table.number(ours.cpuNanos()),
        Table.ratio(ours.cpuNanos() / theirs.cpuNanos()),
        Table.number(theirs.nanos()),
        Table.number(ours.nanos()),
        Table.ratio(ours.nanos() / theirs.nanos()),
        Table.number(theirs.bytes()),
        Table.number(ours.bytes()));
  }
}
