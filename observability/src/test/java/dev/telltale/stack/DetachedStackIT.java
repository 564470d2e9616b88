package dev.telltale.stack;

import static dev.telltale.stack.ServerStatus.State.READY;
import static dev.telltale.stack.ServerStatus.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools/stack does: servers that stay, and go without a trace. */
class DetachedStackIT {
  private static final List<StackServer> NEEDED =
      List.of(StackServer.PROMETHEUS, StackServer.LOKI, StackServer.COLLECTOR);

  @TempDir Path temp;
  private final List<String> said = new ArrayList<>();
  private Checkout checkout;
  private StackEnv env;

  @BeforeEach
  void needsServers() throws IOException {
    TestStack.of(temp.resolve("unused"), NEEDED.toArray(StackServer[]::new));
    checkout = Checkout.find();
    env = StackEnv.read(checkout, System.getenv()).onFreePorts(temp.resolve("state"));
  }

  @AfterEach
  void down() throws IOException {
    if (env != null) {
      stack().down(line -> {});
    }
  }

  @Test
  void upStatusDown_fromDifferentShells() throws Exception {
    stack().up(said::add);

    Map<StackServer, ServerStatus> up = byServer();
    assertThat(NEEDED).allSatisfy(server -> assertThat(up.get(server).state()).isEqualTo(READY));
    assertThat(new StackHealth(env, stack()).findings()).isEmpty();
    List<ProcessHandle> processes =
        up.values().stream()
            .filter(status -> status.pid() != null)
            .map(status -> ProcessHandle.of(status.pid()).orElseThrow())
            .toList();
    for (ProcessHandle process : processes) {
      assertThat(ListeningSocket.of(process.pid()))
          .as(process.info().command().orElse(""))
          .isNotEmpty()
          .allMatch(ListeningSocket::isLoopback);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env.path("STATE_DIR"))))
        .isEqualTo("rwx------");

    said.clear();
    stack().up(said::add);
    assertThat(said).filteredOn(line -> line.contains("already running")).hasSameSizeAs(processes);

    stack().down(said::add);
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(NEEDED)
        .allSatisfy(server -> assertThat(byServer().get(server).state()).isEqualTo(STOPPED));
    assertThat(new Preflight(env).takenPorts(List.of(StackServer.values()))).isEmpty();
  }

  @Test
  void whatWasStoredIsThereAfterARestart() throws Exception {
    stack().up(said::add);
    try (NodeMetrics node = new NodeMetrics()) {
      new ScrapeTargets(env).add("telltale", "node-a", node.address());
      await().atMost(Duration.ofSeconds(40)).until(this::hasSeries);
    }
    stack().down(said::add);
    stack().up(said::add);

    assertThat(hasSeries()).isTrue();
  }

  @Test
  void aTakenPort_nothingIsStarted() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      env =
          env.with(
              Map.of(
                  "STATE_DIR",
                  temp.resolve("other").toString(),
                  "LOKI_PORT",
                  "" + taken.getLocalPort()));

      assertThatThrownBy(() -> stack().up(said::add))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "loki: expected 127.0.0.1:" + taken.getLocalPort() + " to be free, found pid ")
          .hasMessageContaining("; change LOKI_PORT in stack.env:");
      assertThat(byServer().values()).noneMatch(status -> status.pid() != null);
    }
  }

  private boolean hasSeries() throws Exception {
    URI prometheus = StackServer.PROMETHEUS.url(env);
    return !Http.query(prometheus, "/api/v1/query", "last_over_time(node_command_total[10m])")
        .at("/data/result/0")
        .isMissingNode();
  }

  private Map<StackServer, ServerStatus> byServer() throws IOException {
    return stack().status().stream()
        .collect(Collectors.toMap(ServerStatus::server, status -> status));
  }

  /** A new one each time, as in a new shell. */
  private DetachedStack stack() throws IOException {
    return new DetachedStack(
        checkout, env, new Servers(checkout, env, System.getenv(), line -> {}));
  }
}
