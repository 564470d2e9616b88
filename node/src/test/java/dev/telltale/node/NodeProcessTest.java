package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a node's process starts, refuses to start, and ends. */
class NodeProcessTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void sigterm_deadCollector_endsInTimeAndSaysWhatWaits() throws Exception {
    Path file =
        file(
            """
            [telemetry.traces]
            enabled = true
            otlp_endpoint = "http://127.0.0.1:%d"
            """
                .formatted(RunningNode.freePort()));
    try (NodeProcess node = new NodeProcess(file).awaitReady()) {
      node.http.post("/v1/publish", "text/turtle", "<http://e/a> <http://e/p> \"v\" .");
      node.terminate();
      assertThat(node.awaitExit(Duration.ofSeconds(20))).isEqualTo(128 + 15);
      assertThat(node.printed())
          .containsPattern(": closed; \\d+ spans in the spool for the next start");
    }
  }

  @Test
  void wrongFile_exits78WithEveryProblem() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.toml"),
            """
            [node]
            name = "a b"
            [http_api]
            bind_adress = "127.0.0.1:1"
            [peer]
            bootstrap = ["127.0.0.1:9901"]
            """);
    try (NodeProcess node = new NodeProcess(file)) {
      assertThat(node.awaitExit(SOON)).isEqualTo(78);
      assertThat(node.printed().lines().map(line -> line.substring(line.indexOf("config.toml"))))
          .containsExactly(
              "config.toml:2:8: node.name: expected 1 to 63 letters, digits, \"-\", \"_\" or"
                  + " \".\", found \"a b\"",
              "config.toml:4:1: http_api.bind_adress: unknown key; did you mean bind_address?",
              "config.toml:6:14: peer.bootstrap: expected http://host:port or https://host:port,"
                  + " found \"127.0.0.1:9901\"");
    }
  }

  @Test
  void apiPortTaken_exits1AndSaysWhichKey() throws Exception {
    Path file = file("");
    String address = value(file, "http_api");
    try (ServerSocket taken = take(address);
        NodeProcess node = new NodeProcess(file)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(node.awaitExit(SOON)).isEqualTo(1);
      assertThat(node.printed())
          .contains(
              "node-a does not start: http_api.bind_address: "
                  + address
                  + ": Address already in use");
    }
  }

  @Test
  void peerPortTaken_exits1AndSaysWhichKey() throws Exception {
    Path file = file("");
    String address = value(file, "peer");
    try (ServerSocket taken = take(address);
        NodeProcess node = new NodeProcess(file)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(node.awaitExit(SOON)).isEqualTo(1);
      assertThat(node.printed())
          .contains(
              "node-a does not start: peer.bind_address: " + address + ": Address already in use");
    }
  }

  @Test
  void dataInUse_exits1AndSaysByWhom() throws Exception {
    Path first = file("");
    try (NodeProcess running = new NodeProcess(first).awaitReady()) {
      Path second = file("");
      try (NodeProcess node = new NodeProcess(second)) {
        assertThat(node.awaitExit(SOON)).isEqualTo(1);
        assertThat(node.printed())
            .contains(
                "node-a does not start: "
                    + folder.resolve("data")
                    + ": expected a data directory of its own, found it in use by process "
                    + running.pid());
      }
      assertThat(running.http.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metricsPortTaken_runsWithoutThem() throws Exception {
    String address = "127.0.0.1:" + RunningNode.freePort();
    Path file =
        file(
            """
            [telemetry.metrics]
            enabled = true
            bind_address = "%s"
            """
                .formatted(address));
    try (ServerSocket taken = take(address);
        NodeProcess node = new NodeProcess(file).awaitReady()) {
      assertThat(taken.isBound()).isTrue();
      assertThat(node.http.get("/health").statusCode()).isEqualTo(200);
      assertThat(node.printed())
          .contains("telemetry: metrics off: http://" + address + "/metrics: ");
    }
  }

  private Path file(String telemetry) throws Exception {
    return RunningNode.file(folder, "node-a", RunningNode.freePort(), List.of(), telemetry);
  }

  private static String value(Path file, String section) throws Exception {
    String text = Files.readString(file);
    String after = text.substring(text.indexOf("[" + section + "]"));
    return after.split("bind_address = \"")[1].split("\"")[0];
  }

  private static ServerSocket take(String address) throws Exception {
    return new ServerSocket(
        Integer.parseInt(address.split(":")[1]), 1, InetAddress.getByName("127.0.0.1"));
  }
}
