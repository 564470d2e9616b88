package dev.telltale.telemetry.benchmarks.node;

import java.io.IOException;
import java.time.Duration;

/**
 * What one node did in one stretch of time.
 *
 * @param perSecond commands answered
 * @param threadMicros of processor time of the node's threads, per command
 * @param jvmMicros of its compiler and garbage collector, and of the thread that tells, per command
 * @param allocated bytes of the node's heap, per command
 */
record Window(double perSecond, double threadMicros, double jvmMicros, double allocated) {
  /** Of the processor time, while a node is as fast as it gets. */
  private static final double JVM_AT_REST = .05;

  /** Whether the compiler has little left to do: until then it is what is measured. */
  boolean compiled() {
    return jvmMicros <= JVM_AT_REST * (jvmMicros + threadMicros);
  }

  /** Asks as soon as the last was answered, for so long, and at least once. */
  static Window of(NodeProcess node, Load load, Load.Kind kind, Duration length)
      throws IOException, InterruptedException {
    long allocatedBefore = node.allocatedBytes();
    Duration threadsBefore = node.cpuOfThreads();
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
    double threadMicros = node.cpuOfThreads().minus(threadsBefore).toNanos() / 1e3;
    double jvmMicros = Math.max(0, cpuMicros - threadMicros);
    double allocated = node.allocatedBytes() - (double) allocatedBefore;
    return new Window(
        commands / seconds, threadMicros / commands, jvmMicros / commands, allocated / commands);
  }
}
