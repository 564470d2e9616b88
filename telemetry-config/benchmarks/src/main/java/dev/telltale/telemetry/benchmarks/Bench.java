package dev.telltale.telemetry.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Runs the benchmark that is named and prints its table. */
final class Bench {
  static final List<String> NAMES = List.of("facade", "processor");

  private Bench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 1 || !NAMES.contains(args[0])) {
      System.err.println("bench: expected one of " + NAMES + ", found " + List.of(args));
      System.exit(2);
    }
    run(args[0], System.out, Effort.FULL);
  }

  static void run(String name, PrintStream out, Effort effort)
      throws IOException, InterruptedException {
    switch (name) {
      case "facade" -> new Costs(out, effort).facade();
      case "processor" -> new Costs(out, effort).processor();
      default -> throw new IllegalArgumentException(name);
    }
  }
}
