package dev.telltale.stack;

import dev.telltale.collector.ServerProgram;
import dev.telltale.collector.ServerVersion;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The servers of a stack, in the order they are started: what is sent to comes before what sends.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // the lists are List.of(…) and the program is a record of such
public enum StackServer {
  PROMETHEUS(
      "metrics",
      new ServerProgram(
          "prometheus",
          "PROMETHEUS_BIN",
          List.of("prometheus"),
          List.of("prometheus, version"),
          ServerVersion.of("3.14"),
          "run tools/stack build"),
      "/-/ready",
      List.of("PROMETHEUS_PORT")),
  LOKI(
      "logs",
      new ServerProgram(
          "loki",
          "LOKI_BIN",
          List.of("loki"),
          List.of("loki, version"),
          ServerVersion.of("3.7"),
          "run tools/stack build"),
      "/ready",
      List.of("LOKI_PORT", "LOKI_GRPC_PORT")),
  TEMPO(
      "traces but those in the Collector's trace file",
      new ServerProgram(
          "tempo",
          "TEMPO_BIN",
          List.of("tempo"),
          List.of("tempo, version"),
          ServerVersion.of("3"),
          "install Grafana Tempo 3 or newer and put it on the PATH, or name it in TEMPO_BIN"),
      "/ready",
      List.of("TEMPO_PORT", "TEMPO_GRPC_PORT", "TEMPO_OTLP_PORT")),
  COLLECTOR(
      "what nodes send to",
      ServerProgram.COLLECTOR,
      "/",
      List.of(
          "COLLECTOR_HEALTH_PORT",
          "COLLECTOR_OTLP_GRPC_PORT",
          "COLLECTOR_OTLP_HTTP_PORT",
          "COLLECTOR_METRICS_PORT")),
  GRAFANA(
      "dashboards but that of tools/stack panels",
      new ServerProgram(
          "grafana",
          "GRAFANA_BIN",
          List.of("grafana"),
          List.of("grafana version"),
          ServerVersion.of("12"),
          "install Grafana 12 or newer and put it on the PATH, or name it in GRAFANA_BIN"),
      "/api/health",
      List.of("GRAFANA_PORT"));

  private final String purpose;
  private final ServerProgram program;
  private final String readyPath;
  private final List<String> ports;

  StackServer(String purpose, ServerProgram program, String readyPath, List<String> ports) {
    this.purpose = purpose;
    this.program = program;
    this.readyPath = readyPath;
    this.ports = ports;
  }

  /** As in messages, file names and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String purpose() {
    return purpose;
  }

  public ServerProgram program() {
    return program;
  }

  /** The names in stack.env of the ports it listens on; the first answers {@link #url}. */
  public List<String> ports() {
    return ports;
  }

  /**
   * Whether a stack is complete without it: Tempo and Grafana do not come as Go modules, so we
   * cannot build them.
   */
  public boolean optional() {
    return this == TEMPO || this == GRAFANA;
  }

  public URI url(StackEnv env) {
    return URI.create("http://127.0.0.1:" + env.port(ports.get(0)));
  }

  /** What answers 200 once the server can do its work. */
  public URI ready(StackEnv env) {
    return url(env).resolve(readyPath);
  }
}
