package dev.telltale.telemetry.benchmarks.node;

import dev.telltale.telemetry.benchmarks.Medians;
import dev.telltale.telemetry.benchmarks.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * A node with telemetry on and one with telemetry off, under load in turn, both alive all the time.
 */
public final class NodeCosts {
  private final PrintStream out;
  private final Path collector;
  private final int warmups;
  private final int rounds;
  private final Duration window;

  /**
   * Nothing is started yet.
   *
   * @param collector the Collector's program
   * @param warmups at most, before what is measured: fewer when the compiler is done earlier
   */
  public NodeCosts(PrintStream out, Path collector, int warmups, int rounds, Duration window) {
    this.out = out;
    this.collector = collector;
    this.warmups = warmups;
    this.rounds = rounds;
    this.window = window;
  }

  /** Leaves in {@code folder} what the nodes wrote. */
  public void run(Path folder) throws IOException, InterruptedException {
    Table table = new Table(out, "command", "what", "telemetry off", "telemetry on", "ratio");
    try (NopCollector nop = NopCollector.start(collector, folder);
        NodeProcess off = NodeProcess.start(folder.resolve("off"), OptionalInt.empty());
        NodeProcess on = NodeProcess.start(folder.resolve("on"), OptionalInt.of(nop.port()))) {
      Load load = new Load();
      for (Load.Kind kind : Load.Kind.values()) {
        warmUp(off, on, load, kind);
        List<Window> without = new ArrayList<>();
        List<Window> with = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          without.add(Window.of(off, load, kind, window));
          with.add(Window.of(on, load, kind, window));
        }
        row(table, kind, "commands/s", without, with, Window::perSecond);
        row(table, kind, "CPU of its threads, µs/command", without, with, Window::threadMicros);
        row(table, kind, "CPU of its JVM besides, µs/command", without, with, Window::jvmMicros);
        row(table, kind, "allocated, B/command", without, with, Window::allocated);
      }
    }
  }

  private void warmUp(NodeProcess off, NodeProcess on, Load load, Load.Kind kind)
      throws IOException, InterruptedException {
    boolean compiled = false;
    for (int round = 0; round < warmups && !compiled; round++) {
      compiled = Window.of(off, load, kind, window).compiled();
      compiled &= Window.of(on, load, kind, window).compiled();
    }
  }

  private static void row(
      Table table,
      Load.Kind kind,
      String what,
      List<Window> without,
      List<Window> with,
      ToDoubleFunction<Window> value) {
    double off = median(without, value);
    double on = median(with, value);
    table.row(kind.label, what, Table.number(off), Table.number(on), Table.ratio(on / off));
  }

  private static double median(List<Window> windows, ToDoubleFunction<Window> value) {
    return Medians.of(windows.stream().map(value::applyAsDouble).toList());
  }
}
