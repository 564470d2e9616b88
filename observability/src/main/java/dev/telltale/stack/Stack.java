package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.ServerBinary;
import dev.telltale.collector.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Servers that run as children of this process and end with it: for tests and for one run. {@link
 * DetachedStack} is the one that stays.
 *
 * <p>Not safe for use by many threads. Whoever made it closes it.
 */
public final class Stack implements AutoCloseable {
  static final Duration READY_LIMIT = Duration.ofMinutes(2);
  static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final StackEnv env;
  private final Launches launches;
  private final Map<StackServer, ServerBinary> binaries;
  private final Map<StackServer, ServerProcess> running = new EnumMap<>(StackServer.class);
  private final Consumer<String> out;

  /**
   * Starts nothing yet.
   *
   * @param out told what is started, how long it took and what is missing
   */
  public Stack(Checkout checkout, StackEnv env, Servers servers, Consumer<String> out)
      throws IOException {
    this.env = env;
    this.launches = new Launches(checkout, env);
    this.binaries = servers.found();
    this.out = out;
    makeFolders(env);
  }

  /** Its ports and folders. */
  public StackEnv env() {
    return env;
  }

  /** The servers this machine has a program for. */
  public Collection<StackServer> found() {
    return binaries.keySet();
  }

  /** Starts every server that was found and does not run yet, and says which are missing. */
  public void startAll() throws IOException {
    for (String sentence : missing(binaries)) {
      out.accept(sentence);
    }
    for (StackServer server : binaries.keySet()) {
      if (!running.containsKey(server)) {
        start(server);
      }
    }
  }

  /** Starts one server and waits until it is ready. */
  public void start(StackServer server) throws IOException {
    ServerBinary binary = binaries.get(server);
    if (binary == null) {
      throw new IOException(
          server.label() + ": expected a program, found none; " + server.program().howToGet());
    }
    requireFreePorts(env, server);
    long started = System.nanoTime();
    ServerProcess process =
        ServerProcess.start(
            launches.of(server, binary, binaries.containsKey(StackServer.TEMPO), out));
    running.put(server, process);
    process.awaitReady(server.ready(env), READY_LIMIT);
    out.accept(readyLine(env, binary, server, started));
  }

  /** The process of a server that was started here. */
  public Optional<ServerProcess> process(StackServer server) {
    return Optional.ofNullable(running.get(server));
  }

  /** Stops one server; it can be started again. */
  public void stop(StackServer server) throws IOException {
    ServerProcess process = running.remove(server);
    if (process != null && !process.stop(STOP_LIMIT)) {
      out.accept(killedLine(server));
    }
  }

  /** Said, since servers write down what they hold in memory when they end. */
  static String killedLine(StackServer server) {
    return String.format(
        "%-10s killed: expected it to end within %d s of SIGTERM, found it running;"
            + " what it held in memory may be lost",
        server.label(), STOP_LIMIT.toSeconds());
  }

  /** Stops all of them, first what sends and then what is sent to. */
  @Override
  public void close() throws IOException {
    for (StackServer server : inStopOrder()) {
      stop(server);
    }
  }

  static List<StackServer> inStopOrder() {
    return Arrays.stream(StackServer.values()).sorted(Comparator.reverseOrder()).toList();
  }

  static List<String> missing(Map<StackServer, ServerBinary> binaries) {
    List<String> sentences = new ArrayList<>();
    for (StackServer server : StackServer.values()) {
      if (!binaries.containsKey(server)) {
        sentences.add(
            server.label()
                + ": not found, so no "
                + server.purpose()
                + "; "
                + server.program().howToGet());
      }
    }
    return sentences;
  }

  static void requireFreePorts(StackEnv env, StackServer server) throws IOException {
    List<String> taken = new Preflight(env).takenPorts(List.of(server));
    if (!taken.isEmpty()) {
      throw new IOException(String.join("\n", taken));
    }
  }

  static String readyLine(
      StackEnv env, ServerBinary binary, StackServer server, long startedNanos) {
    long millis = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
    return String.format(
        "%-10s %-8s %s ready after %.1f s",
        server.label(), binary.version(), server.url(env), millis / 1000.0);
  }

  /** Traces and logs may hold what is nobody else's business. */
  static void makeFolders(StackEnv env) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path state = env.path("STATE_DIR");
    Files.createDirectories(state.toAbsolutePath().getParent());
    Files.createDirectories(state, ownerOnly);
    for (String pattern : List.of("NODE_LOGS", "SCRAPE_TARGETS")) {
      Files.createDirectories(Path.of(env.value(pattern)).getParent(), ownerOnly);
    }
  }
}
