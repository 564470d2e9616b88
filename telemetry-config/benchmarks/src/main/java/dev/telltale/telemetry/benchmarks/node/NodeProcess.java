package dev.telltale.telemetry.benchmarks.node;

import dev.telltale.collector.FreePorts;
import dev.telltale.collector.ServerProcess;
import dev.telltale.telemetry.benchmarks.SharedCount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A node to put load on, which tells what it has used. Who starts it closes it. */
final class NodeProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);

  private final Process process;
  private final URI api;
  private final SharedCount allocated;
  private final SharedCount cpuNanos;

  private NodeProcess(Process process, URI api, SharedCount allocated, SharedCount cpuNanos) {
    this.process = process;
    this.api = api;
    this.allocated = allocated;
    this.cpuNanos = cpuNanos;
  }

  /**
   * Starts a node, alone.
   *
   * @param collector the port of its collector's gRPC; empty: telemetry is off
   */
  static NodeProcess start(Path folder, OptionalInt collector) throws IOException {
    List<Integer> ports = FreePorts.take(2);
    Path file = Files.createDirectories(folder).resolve("node.toml");
    String written =
        """
        [node]
        name = "measured"
        [http_api]
        bind_address = "127.0.0.1:%d"
        [peer]
        bind_address = "127.0.0.1:%d"
        """
            .formatted(ports.get(0), ports.get(1));
    if (collector.isPresent()) {
      written +=
          """
          [telemetry.traces]
          enabled = true
          otlp_endpoint = "http://127.0.0.1:%d"
          [telemetry.metrics]
          enabled = true
          bind_address = "127.0.0.1:0"
          [telemetry.logs]
          file = "node.jsonl"
          """
              .formatted(collector.getAsInt());
    }
    Files.writeString(file, written);
    Path bytes = folder.resolve("allocated");
    Path nanos = folder.resolve("cpu");
    SharedCount allocated = new SharedCount(bytes);
    SharedCount cpuNanos = new SharedCount(nanos);
    Process process = process(folder, List.of(file.toString(), bytes.toString(), nanos.toString()));
    URI api = URI.create("http://127.0.0.1:" + ports.get(0));
    awaitReady(process, api, folder.resolve("node.err"));
    return new NodeProcess(process, api, allocated, cpuNanos);
  }

  private static Process process(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("node.err").toFile())
        .start();
  }

  private static void awaitReady(Process process, URI api, Path errors) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!ServerProcess.answers(api.resolve("/health/ready"), Duration.ofSeconds(1))) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("node: expected it to get ready, found " + Files.readString(errors));
      }
    }
  }

  URI api() {
    return api;
  }

  /** By all its threads, up to a moment ago. */
  long allocatedBytes() {
    return allocated.get();
  }

  /** Of its threads, up to a moment ago: without the JVM's compiler and garbage collector. */
  Duration cpuOfThreads() {
    return Duration.ofNanos(cpuNanos.get());
  }

  /** Of all of it. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
