package dev.telltale.stack;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.Launch;
import dev.telltale.collector.ServerBinary;
import dev.telltale.collector.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Real servers on the shipped configuration, on free ports, with everything they keep in a folder.
 * They end with the test.
 */
public final class TestServers implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  private final Checkout checkout = Checkout.find();
  private final StackEnv env;
  private final Servers servers;
  private final boolean withTempo;
  private final Map<String, String> others = new HashMap<>();
  private final Deque<ServerProcess> running = new ArrayDeque<>();

  public TestServers(Path folder, boolean withTempo) throws IOException {
    this.env = StackEnv.read(checkout, System.getenv()).onFreePorts(folder);
    this.servers = new Servers(checkout, env, System.getenv(), passedOver -> {});
    this.withTempo = withTempo;
    Files.createDirectories(folder.resolve("nodes"));
    Files.createDirectories(folder.resolve("targets"));
  }

  /** A variable for the servers started from now on, beside those of stack.env. */
  public TestServers with(String variable, String value) {
    others.put(variable, value);
    return this;
  }

  /**
   * Starts it and waits until it is ready. Without its program the test is skipped, or fails where
   * servers are required and this one can be built.
   */
  public TestServers start(StackServer server) throws IOException {
    Launch launch =
        new Launches(checkout, env).of(server, program(server), withTempo, System.err::println);
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.putAll(others);
    ServerProcess process =
        ServerProcess.start(new Launch(launch.name(), launch.command(), environment, launch.log()));
    running.push(process);
    process.awaitReady(server.ready(env), READY_LIMIT);
    return this;
  }

  public StackEnv env() {
    return env;
  }

  public URI url(StackServer server) {
    return server.url(env);
  }

  /** The program of {@code server}; see {@link #start} for what happens without it. */
  public ServerBinary program(StackServer server) throws IOException {
    Optional<ServerBinary> found = servers.find(server);
    if (found.isEmpty()) {
      absent(server.label() + " is not here: " + server.program().howToGet(), server.optional());
    }
    return found.orElseThrow();
  }

  /** Prometheus' own checking tool. */
  public Path promtool() throws IOException {
    Optional<Path> found = servers.promtool();
    if (found.isEmpty()) absent("promtool is not here: run tools/stack build", false);
    return found.orElseThrow();
  }

  private static void absent(String sentence, boolean optional) {
    if (!optional && "required".equals(System.getProperty("servers"))) fail(sentence);
    abort(sentence);
  }

  @Override
  public void close() throws IOException {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
