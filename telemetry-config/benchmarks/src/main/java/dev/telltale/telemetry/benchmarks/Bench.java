package dev.telltale.telemetry.benchmarks;

import dev.telltale.collector.Checkout;
import dev.telltale.telemetry.benchmarks.node.NodeCosts;
import dev.telltale.telemetry.benchmarks.node.NopCollector;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the benchmark that is named and prints its table. */
final class Bench {
  static final List<String> NAMES =
      List.of("facade", "processor", "throughput", "drain", "disk-buffering", "bytes", "node");

  private Bench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean quick = args.length == 2 && args[1].equals("--quick");
    if (args.length != (quick ? 2 : 1) || !NAMES.contains(args[0])) {
      System.err.println(
          "bench: expected one of " + NAMES + ", then perhaps --quick, found " + List.of(args));
      System.exit(2);
    }
    PrintStream table = System.out;
    System.setOut(System.err); // for the log lines of what is measured
    run(args[0], table, quick ? Effort.SMOKE : Effort.FULL);
  }

  static void run(String name, PrintStream out, Effort effort)
      throws IOException, InterruptedException {
    switch (name) {
      case "facade" -> new Costs(out, effort).facade();
      case "processor" -> new Costs(out, effort).processor();
      case "throughput" -> new Throughput(out, effort).run();
      case "drain" -> new Backlog(out, effort).drain();
      case "disk-buffering" -> new DiskBuffering(out, effort).run();
      case "bytes" -> new Backlog(out, effort).bytes();
      case "node" -> node(out, effort);
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void node(PrintStream out, Effort effort)
      throws IOException, InterruptedException {
    Path program =
        NopCollector.program(Checkout.find())
            .orElseThrow(
                () -> new IOException("our Collector is not built: run tools/stack build"));
    try (Folder folder = Folder.create()) {
      Duration window = Duration.ofMillis(4L * effort.windowMillis());
      int rounds = effort.rounds() * effort.windows();
      new NodeCosts(out, program, 3 * effort.warmups(), rounds, window).run(folder.path());
    }
  }
}
