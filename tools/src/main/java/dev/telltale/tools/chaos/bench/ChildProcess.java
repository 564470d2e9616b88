package dev.telltale.tools.chaos.bench;

import dev.telltale.collector.Launch;
import dev.telltale.collector.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A process that faults are done to. Not safe for use by many threads. */
public final class ChildProcess implements AutoCloseable {
  // A stopped process does not hear that it has to end, so none may be left so.
  private static final Set<Long> PAUSED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::resumeAll, "resume"));
  }

  private final ServerProcess process;

  private ChildProcess(ServerProcess process) {
    this.process = process;
  }

  static ChildProcess start(Launch launch) throws IOException {
    return new ChildProcess(ServerProcess.start(launch));
  }

  ServerProcess server() {
    return process;
  }

  public boolean alive() {
    return process.alive();
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() throws IOException {
    process.kill();
  }

  /**
   * SIGTERM, then SIGKILL after {@code limit}.
   *
   * @return how long it took to end
   */
  public Duration stop(Duration limit) throws IOException {
    long start = System.nanoTime();
    process.stop(limit);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** SIGSTOP: its connections stay, and nothing answers. */
  public void pause() throws IOException {
    PAUSED.add(pid());
    Shell.run("kill", "-STOP", Long.toString(pid()));
  }

  /** SIGCONT. */
  public void resume() throws IOException {
    if (PAUSED.remove(pid()) && alive()) Shell.run("kill", "-CONT", Long.toString(pid()));
  }

  private static void resumeAll() {
    for (long pid : PAUSED) {
      try {
        Shell.run("kill", "-CONT", Long.toString(pid));
      } catch (IOException e) {
        System.err.println("chaos: process " + pid + ": not continued: " + e.getMessage());
      }
    }
  }

  /** Resident memory in KiB, 0 when the process ended. */
  public long residentKib() throws IOException {
    return status("VmRSS:");
  }

  /** What it has used so far, on all processors together; none when it has ended. */
  public Duration processorTime() {
    return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public long threads() throws IOException {
    return status("Threads:");
  }

  private long status(String name) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid()), "status");
    if (!alive() || !Files.exists(file)) return 0;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) return Long.parseLong(line.replaceAll("\\D", ""));
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    resume();
    process.close();
  }
}
