package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.ServerBinary;
import dev.telltale.collector.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Servers that go on when the shell that started them ends; any shell can look at them and stop
 * them.
 */
public final class DetachedStack {
  // Five servers, five seconds.
  private static final Duration ANSWER_LIMIT = Duration.ofMillis(900);

  private final StackEnv env;
  private final Launches launches;
  private final Map<StackServer, ServerBinary> binaries;

  public DetachedStack(Checkout checkout, StackEnv env, Servers servers) throws IOException {
    this.env = env;
    this.launches = new Launches(checkout, env);
    this.binaries = servers.found();
  }

  /** Whether every server is there that can be built; Tempo and Grafana cannot. */
  public boolean complete() {
    return Arrays.stream(StackServer.values())
        .allMatch(server -> server.optional() || binaries.containsKey(server));
  }

  /**
   * Starts every server that was found and does not run yet, each after the one before is ready.
   */
  public void up(Consumer<String> out) throws IOException {
    Stack.makeFolders(env);
    Stack.missing(binaries).forEach(out);
    List<StackServer> toStart = new ArrayList<>();
    for (StackServer server : binaries.keySet()) {
      Optional<ProcessHandle> running = PidFile.of(env, server).process();
      if (running.isPresent()) {
        out.accept(
            String.format("%-10s already running, pid %d", server.label(), running.get().pid()));
      } else {
        toStart.add(server);
      }
    }
    List<String> taken = new Preflight(env).takenPorts(toStart);
    if (!taken.isEmpty()) {
      throw new IOException(String.join("\n", taken));
    }
    for (StackServer server : toStart) {
      start(server, Objects.requireNonNull(binaries.get(server)), out);
    }
  }

  private void start(StackServer server, ServerBinary binary, Consumer<String> out)
      throws IOException {
    long started = System.nanoTime();
    ServerProcess process =
        ServerProcess.startDetached(
            launches.of(server, binary, binaries.containsKey(StackServer.TEMPO), out));
    PidFile.of(env, server).write(process.handle());
    process.awaitReady(server.ready(env), Stack.READY_LIMIT);
    out.accept(Stack.readyLine(env, binary, server, started));
  }

  /** Stops what runs, first what sends and then what is sent to. */
  public void down(Consumer<String> out) throws IOException {
    for (StackServer server : Stack.inStopOrder()) {
      PidFile pidFile = PidFile.of(env, server);
      Optional<ProcessHandle> running = pidFile.process();
      if (running.isPresent()) {
        boolean ended = stop(running.get());
        out.accept(
            ended ? String.format("%-10s stopped", server.label()) : Stack.killedLine(server));
      }
      pidFile.delete();
    }
  }

  /** Whether it ended by itself. */
  private static boolean stop(ProcessHandle process) throws IOException {
    process.destroy();
    if (ended(process)) {
      return true;
    }
    process.destroyForcibly();
    if (!ended(process)) {
      throw new IOException(
          "pid " + process.pid() + ": expected it to end after SIGKILL, found it running");
    }
    return false;
  }

  private static boolean ended(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(Stack.STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("pid " + process.pid() + ": interrupted while it was stopping", e);
    }
  }

  /** Every server as it is now. Asks all of them; answers within five seconds. */
  public List<ServerStatus> status() throws IOException {
    List<ServerStatus> all = new ArrayList<>();
    for (StackServer server : StackServer.values()) {
      all.add(status(server));
    }
    return all;
  }

  private ServerStatus status(StackServer server) throws IOException {
    String url = server.url(env).toString();
    Optional<ProcessHandle> process = PidFile.of(env, server).process();
    if (process.isEmpty() && !binaries.containsKey(server)) {
      return new ServerStatus(
          server, ServerStatus.State.MISSING, url, null, server.program().howToGet());
    }
    if (process.isEmpty()) {
      String others = String.join("; ", new Preflight(env).takenPorts(List.of(server)));
      return new ServerStatus(server, ServerStatus.State.STOPPED, url, null, others);
    }
    boolean ready = ServerProcess.answers(server.ready(env), ANSWER_LIMIT);
    return new ServerStatus(
        server,
        ready ? ServerStatus.State.READY : ServerStatus.State.NOT_READY,
        url,
        process.get().pid(),
        ready ? "" : "log: " + Launches.logFile(env, server));
  }
}
