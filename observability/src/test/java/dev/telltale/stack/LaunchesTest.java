package dev.telltale.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.Launch;
import dev.telltale.collector.QueueFolder;
import dev.telltale.collector.ServerBinary;
import dev.telltale.collector.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchesTest {
  @TempDir Path temp;
  private StackEnv env;
  private Launches launches;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void onFreePorts() throws IOException {
    env = StackEnv.read(Checkout.find(), System.getenv()).onFreePorts(temp);
    launches = new Launches(Checkout.find(), env);
  }

  @Test
  void withoutTempoTheCollectorWritesTracesToTheFileOnly() throws IOException {
    assertThat(of(StackServer.COLLECTOR, false).environment())
        .containsEntry("TRACE_EXPORTERS", "[file/traces]");
    assertThat(of(StackServer.COLLECTOR, true).environment()).doesNotContainKey("TRACE_EXPORTERS");
  }

  @Test
  void theCollectorFindsWholeQueuesThatFitOnTheirDisk() throws IOException {
    Path queues = Files.createDirectories(env.path("COLLECTOR_DIR").resolve("queue"));
    Path damaged = Files.writeString(queues.resolve("exporter_otlp_grpc_tempo_traces"), "no queue");

    Launch collector = of(StackServer.COLLECTOR, true);

    assertThat(damaged).doesNotExist();
    assertThat(said.get(0)).startsWith(damaged + ": expected a whole file, found that ");
    assertThat(Long.parseLong(collector.environment().get("COLLECTOR_QUEUE_BYTES")))
        .isBetween(1L, QueueFolder.QUEUE_BYTES);
  }

  @Test
  void prometheusIsToldWhereTheCollectorsOwnMetricsAre() throws IOException {
    Launch prometheus = of(StackServer.PROMETHEUS, true);

    assertThat(prometheus.command())
        .contains(
            "--web.listen-address=127.0.0.1:" + env.port("PROMETHEUS_PORT"),
            "--web.enable-otlp-receiver");
    assertThat(env.path("PROMETHEUS_DIR").resolve("targets/collector.json"))
        .hasContent("[{\"targets\": [\"127.0.0.1:" + env.port("COLLECTOR_METRICS_PORT") + "\"]}]");
  }

  @Test
  void grafanasPasswordIsMadeOnceInAFileForItsOwnerOnly() throws IOException {
    Launch first = of(StackServer.GRAFANA, true);
    Path file = env.path("GRAFANA_DIR").resolve("admin-password");
    String password = Files.readString(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(password).hasSize(24);
    assertThat(first.environment())
        .containsEntry("GF_SECURITY_ADMIN_PASSWORD", "$__file{" + file + "}");
    assertThat(first.environment().values()).noneMatch(value -> value.contains(password));
    assertThat(first.command()).noneMatch(argument -> argument.contains(password));
    of(StackServer.GRAFANA, true);
    assertThat(file).hasContent(password);
  }

  private Launch of(StackServer server, boolean withTempo) throws IOException {
    Path program = temp.resolve("bin/" + server.label());
    Files.createDirectories(program.getParent());
    if (!Files.exists(program)) {
      Files.createFile(program);
    }
    return launches.of(
        server,
        new ServerBinary(server.label(), program, ServerVersion.of("99"), "test"),
        withTempo,
        said::add);
  }
}
