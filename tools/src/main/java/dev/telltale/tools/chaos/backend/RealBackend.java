package dev.telltale.tools.chaos.backend;

import dev.telltale.collector.Checkout;
import dev.telltale.stack.Servers;
import dev.telltale.stack.Stack;
import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import dev.telltale.tools.chaos.bench.CasePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A real Tempo, Loki or Prometheus on the shipped file. It can be killed and started again with
 * what it kept on disk. Whoever starts it closes it.
 */
public final class RealBackend implements AutoCloseable {
  private final StackServer server;
  private final Map<String, String> ports;
  private final Stack stack;

  private RealBackend(StackServer server, Map<String, String> ports, Stack stack) {
    this.server = server;
    this.ports = ports;
    this.stack = stack;
  }

  /** Not started yet; all it keeps is in {@code folder}. */
  public static RealBackend in(Path folder, StackServer server) throws IOException {
    Checkout checkout = Checkout.find();
    Map<String, String> ports = new HashMap<>();
    for (String port : server.ports()) {
      ports.put(port, Integer.toString(CasePorts.take()));
    }
    Map<String, String> values = new HashMap<>(ports);
    values.put("STATE_DIR", folder.toString());
    StackEnv env = StackEnv.read(checkout, System.getenv()).with(values);
    Servers servers = new Servers(checkout, env, System.getenv(), passedOver -> {});
    return new RealBackend(server, ports, new Stack(checkout, env, servers, line -> {}));
  }

  /** Starts it, or starts it again, and waits until it is ready. */
  public void start() throws IOException {
    stack.start(server);
  }

  /** SIGKILL. */
  public void kill() throws IOException {
    var process = stack.process(server);
    if (process.isEmpty()) throw new IllegalStateException(server.label() + " was not started");
    process.get().kill();
    stack.stop(server);
  }

  /** Where the Collector finds it, by the names of stack.env. */
  public Map<String, String> ports() {
    return ports;
  }

  public StackServer server() {
    return server;
  }

  public URI url() {
    return server.url(stack.env());
  }

  /**
   * What a Collector's configuration needs so that the backend and the sink both get everything of
   * the backend's signal.
   */
  public String besideTheSink() {
    return switch (server) {
      case TEMPO -> pipeline("traces", "file/traces, otlp_http/chaos, otlp_grpc/tempo");
      case LOKI -> pipeline("logs", "otlp_http/loki, otlp_http/chaos");
      case PROMETHEUS -> pipeline("metrics", "otlp_http/prometheus, otlp_http/chaos");
      default -> throw new IllegalArgumentException(server.label() + " is no backend");
    };
  }

  private static String pipeline(String signal, String exporters) {
    return "service: {pipelines: {%s: {exporters: [%s]}}}\n".formatted(signal, exporters);
  }

  @Override
  public void close() throws IOException {
    stack.close();
  }
}
