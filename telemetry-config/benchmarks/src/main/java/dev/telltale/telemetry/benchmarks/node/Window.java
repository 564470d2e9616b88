package dev.telltale.telemetry.benchmarks.node;

import java.io.IOException;
import java.time.Duration;

/**
 * What one node did in one stretch of time.
 *
 * @param perSecond commands answered
 * @param cpuMicros of the node, per command
 * @param allocated bytes of the node's heap, per command
 */
record Window(double perSecond, double cpuMicros, double allocated) {

  /** Asks as soon as the last was answered, for so long, and at least once. */
  static Window of(NodeProcess node, Load load, Load.Kind kind, Duration length)
      throws IOException, InterruptedException {
    long allocatedBefore = node.allocatedBytes();
    Duration cpuBefore = node.cpu();
    long started = System.nanoTime();
    long end = started + length.toNanos();
    int commands = 0;
    do {
      load.ask(kind, node.api());
      commands++;
    } while (System.nanoTime() < end);
    double seconds = (System.nanoTime() - started) / 1e9;
    double cpuMicros = node.cpu().minus(cpuBefore).toNanos() / 1e3;
    double allocated = node.allocatedBytes() - (double) allocatedBefore;
    return new Window(commands / seconds, cpuMicros / commands, allocated / commands);
  }
}
