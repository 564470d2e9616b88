package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.CollectorCommand;
import dev.telltale.collector.Launch;
import dev.telltale.collector.QueueFolder;
import dev.telltale.collector.ServerBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How each server is started on our configuration, and what has to lie ready before. */
final class Launches {
  private final Checkout checkout;
  private final StackEnv env;

  Launches(Checkout checkout, StackEnv env) {
    this.checkout = checkout;
    this.env = env;
  }

  /**
   * Makes what {@code server} needs on disk, and says how it is started.
   *
   * @param withTempo whether there is a Tempo for the Collector to send to
   * @param out told what is not as expected on that disk
   */
  Launch of(StackServer server, ServerBinary binary, boolean withTempo, Consumer<String> out)
      throws IOException {
    String program = binary.path().toString();
    return switch (server) {
      case PROMETHEUS -> launch(server, prometheus(program), Map.of());
      case LOKI -> launch(server, expanding(program, "loki/loki.yaml", "LOKI_DIR"), Map.of());
      case TEMPO -> launch(server, expanding(program, "tempo/tempo.yaml", "TEMPO_DIR"), Map.of());
      case COLLECTOR ->
          launch(
              server,
              CollectorCommand.of(binary.path(), checkout.file("otel-collector/local.yaml")),
              ofTheCollector(withTempo, out));
      case GRAFANA ->
          launch(
              server, grafana(binary), new GrafanaSecrets(env.path("GRAFANA_DIR")).environment());
    };
  }

  private Map<String, String> ofTheCollector(boolean withTempo, Consumer<String> out)
      throws IOException {
    Path folder = env.path("COLLECTOR_DIR");
    // With a damaged file among its queues the Collector would end at each start.
    QueueFolder.putDamagedAside(folder).forEach(out);
    long room = QueueFolder.roomForEach(folder);
    if (room < QueueFolder.QUEUE_BYTES) {
      out.accept(
          folder
              + ": expected room for 1 GiB of each signal, found a small disk; each queue holds "
              + (room >> 20)
              + " MiB, and senders keep the rest");
    }
    Map<String, String> variables = new HashMap<>();
    variables.put("COLLECTOR_QUEUE_BYTES", Long.toString(room));
    if (!withTempo) {
      variables.put("TRACE_EXPORTERS", "[file/traces]");
    }
    return variables;
  }

  private Launch launch(StackServer server, List<String> command, Map<String, String> others) {
    Map<String, String> environment = new HashMap<>(env.values());
    environment.put("OBSERVABILITY_DIR", checkout.file("observability").toString());
    environment.putAll(others);
    return new Launch(server.label(), command, environment, logFile(env, server));
  }

  static Path logFile(StackEnv env, StackServer server) {
    return env.path("STATE_DIR").resolve("log").resolve(server.label() + ".log");
  }

  private List<String> prometheus(String program) throws IOException {
    Path dir = env.path("PROMETHEUS_DIR");
    Files.createDirectories(dir.resolve("targets"));
    // It knows no variables, so what differs from machine to machine lies beside a copy of the
    // file.
    Path config = dir.resolve("prometheus.yml");
    Files.copy(
        checkout.file("observability/prometheus/prometheus.yml"),
        config,
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        dir.resolve("targets/collector.json"),
        "[{\"targets\": [\"127.0.0.1:" + env.port("COLLECTOR_METRICS_PORT") + "\"]}]\n");
    return List.of(
        program,
        "--config.file=" + config,
        "--storage.tsdb.path=" + dir.resolve("data"),
        "--web.listen-address=127.0.0.1:" + env.port("PROMETHEUS_PORT"),
        "--web.enable-otlp-receiver",
        "--enable-feature=exemplar-storage",
        "--log.level=warn");
  }

  private List<String> expanding(String program, String config, String dir) throws IOException {
    Files.createDirectories(env.path(dir));
    return List.of(
        program,
        "-config.file=" + checkout.file("observability").resolve(config),
        "-config.expand-env=true");
  }

  /**
   * Its home has the pages it serves: the folder above the one of the program, in every way it is
   * installed.
   */
  private List<String> grafana(ServerBinary binary) throws IOException {
    Files.createDirectories(env.path("GRAFANA_DIR").resolve("plugins"));
    Path home = binary.path().toRealPath().resolve("../..").normalize();
    return List.of(
        binary.path().toString(),
        "server",
        "--homepath="
            + (Files.isDirectory(home.resolve("public")) ? home : Path.of("/usr/share/grafana")),
        "--config=" + checkout.file("observability/grafana/grafana.ini"));
  }
}
