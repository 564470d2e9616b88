package dev.telltale.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.telltale.telemetry.config.ConfigException;
import dev.telltale.telemetry.config.HostPort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
  @TempDir private Path folder;

  @Test
  void defaults() throws Exception {
    NodeConfig config = load("");
    assertThat(config.name()).isNotEmpty();
    assertThat(config)
        .isEqualTo(
            new NodeConfig(
                config.name(),
                folder.resolve("data"),
                "local:1",
                new HostPort("127.0.0.1", 8900),
                new HostPort("127.0.0.1", 9900),
                URI.create("http://127.0.0.1:9900"),
                List.of(),
                config.telemetry()));
    assertThat(config.telemetry().traces().enabled()).isFalse();
    assertThat(config.telemetry().metrics().enabled()).isFalse();
    assertThat(config.telemetry().spool().dir()).isEqualTo(folder.resolve("data/spool"));
  }

  @Test
  void fullMapping() throws Exception {
    NodeConfig config =
        load(
            """
            [node]
            name = "node-a"
            data_dir = "/var/lib/node"
            network = "test:7"
            [http_api]
            bind_address = "127.0.0.2:1"
            [peer]
            bind_address = "127.0.0.3:2"
            advertised_url = "https://node-a.example.org/peer/"
            bootstrap = ["http://127.0.0.4:3", "https://node-b.example.org/"]
            [telemetry.traces]
            enabled = true
            """);
    assertThat(config)
        .isEqualTo(
            new NodeConfig(
                "node-a",
                Path.of("/var/lib/node"),
                "test:7",
                new HostPort("127.0.0.2", 1),
                new HostPort("127.0.0.3", 2),
                URI.create("https://node-a.example.org/peer"),
                List.of(URI.create("http://127.0.0.4:3"), URI.create("https://node-b.example.org")),
                config.telemetry()));
    assertThat(config.telemetry().traces().enabled()).isTrue();
    assertThat(config.telemetry().spool().dir()).isEqualTo(Path.of("/var/lib/node/spool"));
  }

  @Test
  void problems() throws Exception {
    assertThat(
            problems(
                """
                nod = 1
                [node]
                name = ""
                network = "local"
                [http_api]
                bind_address = "localhost"
                [peer]
                advertised_url = "ftp://a"
                bootstrap = "http://127.0.0.1:1"
                [telemetry]
                enabled = true
                """))
        .containsExactly(
            "config.toml:1:1: nod: unknown key; known: [node], [http_api], [peer],"
                + " [telemetry.traces], [telemetry.metrics], [telemetry.logs],"
                + " [telemetry.resource], [telemetry.spool]",
            "config.toml:3:8: node.name: expected 1 to 63 letters, digits, \"-\", \"_\" or"
                + " \".\", found \"\"",
            "config.toml:4:11: node.network: expected name:number, such as \"local:1\", found"
                + " \"local\"",
            "config.toml:6:16: http_api.bind_address: expected host:port, found \"localhost\"",
            "config.toml:8:18: peer.advertised_url: expected http://host:port or"
                + " https://host:port, found \"ftp://a\"",
            "config.toml:9:13: peer.bootstrap: expected a list of http:// or https:// URLs, found"
                + " \"http://127.0.0.1:1\"",
            "config.toml:11:1: telemetry.enabled: no longer read; write\n"
                + "    [telemetry.traces]\n"
                + "    enabled = true");
  }

  @Test
  void whatIsSetWins() throws Exception {
    Path file = Files.writeString(folder.resolve("config.toml"), "[node]\nname = \"a\"\n");
    assertThat(NodeConfig.load(file, Map.of(), List.of("node.name=b")).name()).isEqualTo("b");
    assertThat(NodeConfig.show(file, Map.of(), List.of("node.name=b")))
        .startsWith("node.name = \"b\"")
        .containsPattern("node.name = \"b\" +# --set\n")
        .containsPattern("http_api.bind_address = \"127.0.0.1:8900\" +# default\n");
  }

  private NodeConfig load(String text) throws Exception {
    return NodeConfig.load(
        Files.writeString(folder.resolve("config.toml"), text), Map.of(), List.of());
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(ConfigException.class, () -> load(text)).problems().stream()
        .map(line -> line.substring(line.indexOf("config.toml")))
        .toList();
  }
}
