package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections of an application beside {@code [telemetry]}. */
class SectionTest {
  private static final Key<String> NAME = Key.string("name");
  private static final Key<Path> DATA_DIR = Key.path("data_dir").or(Path.of("data"));
  private static final Key<String> NETWORK =
      Key.matching("network", "name:number", Pattern.compile("[a-z]+:[0-9]+")).or("local:1");
  private static final Key<HostPort> BIND_ADDRESS =
      Key.hostPort("bind_address").or(new HostPort("127.0.0.1", 9900));
  private static final Key<URI> ADVERTISED_URL = Key.url("advertised_url");
  private static final Key<List<URI>> BOOTSTRAP = Key.urls("bootstrap").or(List.of());
  private static final Key<Integer> WORKERS = Key.integer("workers", 1, 64).or(4).env("WORKERS");
  private static final Key<Duration> IDLE = Key.duration("idle", Duration.ofDays(2));
  private static final Key<String> TOKEN = Key.string("token");
  private static final Key<String> PIN = Key.string("pin").secret();

  @TempDir Path directory;

  @Test
  void defaults() throws Exception {
    ConfigFile file = Written.file(directory, "").config();
    Section node = file.section("node");
    Section peer = file.section("peer");

    assertThat(node.get(NAME, "host")).isEqualTo("host");
    assertThat(node.get(DATA_DIR)).isEqualTo(directory.resolve("data"));
    assertThat(node.get(NETWORK)).isEqualTo("local:1");
    assertThat(peer.get(BIND_ADDRESS)).hasToString("127.0.0.1:9900");
    assertThat(peer.find(ADVERTISED_URL)).isEmpty();
    assertThat(peer.get(BOOTSTRAP)).isEmpty();
    assertThatNullPointerException()
        .isThrownBy(() -> node.get(NAME))
        .withMessage("name has no default");
    file.done();
  }

  @Test
  void fullMapping() throws Exception {
    String text =
        """
        [node]
        name = "a"
        data_dir = "../d"
        network = "test:2"
        workers = 8
        idle = "48h"
        token = "hunter2"
        [peer]
        bind_address = "node-1.example.org:0"
        advertised_url = "HTTPS://example.org:443/"
        bootstrap = ["http://a:1", "http://[::1]:2/p"]
        """;
    ConfigFile file =
        Written.file(directory, text)
            .with(Map.of("WORKERS", "9"), "peer.bootstrap=http://c, http://d")
            .config();
    Section node = file.section("node");
    Section peer = file.section("peer");

    assertThat(node.get(NAME, "host")).isEqualTo("a");
    assertThat(node.get(DATA_DIR)).isEqualTo(directory.getParent().resolve("d"));
    assertThat(node.get(NETWORK)).isEqualTo("test:2");
    assertThat(node.get(WORKERS)).isEqualTo(9);
    assertThat(node.find(IDLE)).contains(Duration.ofDays(2));
    assertThat(node.find(TOKEN)).contains("hunter2");
    assertThat(peer.get(BIND_ADDRESS)).isEqualTo(new HostPort("node-1.example.org", 0));
    assertThat(peer.find(ADVERTISED_URL)).contains(URI.create("https://example.org:443"));
    assertThat(peer.get(BOOTSTRAP)).containsExactly(URI.create("http://c"), URI.create("http://d"));
    file.done();
  }

  @Test
  void problems() throws Exception {
    String text =
        """
        [node]
        network = "Local"
        workers = 0.5
        idle = "3d"
        token = ["hunter2"]
        pin = ""
        [peer]
        bootstrap = ["http://a:1", 2]
        advertised_url = "http://a:1"
        [htp_api]
        """;
    ConfigFile file =
        Written.file(directory, text)
            .with(Map.of("WORKERS", "many"), "peer.bootstrap=[1]")
            .config();
    Section node = file.section("node");
    Section peer = file.section("peer");
    file.section("http_api").get(BIND_ADDRESS);
    node.get(NETWORK);
    node.get(WORKERS);
    node.find(IDLE);
    node.find(TOKEN);
    node.find(PIN);
    peer.get(BOOTSTRAP);
    peer.find(ADVERTISED_URL);
    peer.reject(ADVERTISED_URL, "expected the port of bind_address, found 1");

    assertThat(Written.problems(file::done))
        .containsExactly(
            "config.toml:2:11: node.network: expected name:number, found \"Local\"",
            "config.toml:3:11: node.workers: expected a whole number from 1 to 64, found 0.5",
            "config.toml:4:8: node.idle: expected a duration such as \"250ms\", \"10s\" or \"5m\","
                + " at most \"2d\", found \"3d\"",
            "config.toml:5:9: node.token: expected a string of 1 to 1024 characters without line"
                + " breaks, found a value that is not shown",
            "config.toml:6:7: node.pin: expected a string of 1 to 1024 characters without line"
                + " breaks, found a value that is not shown",
            "config.toml:8:28: peer.bootstrap: expected http://host:port or https://host:port,"
                + " found 2",
            "config.toml:9:18: peer.advertised_url: expected the port of bind_address, found 1",
            "config.toml:10:1: htp_api: unknown section; did you mean [http_api]?",
            "WORKERS: expected a whole number from 1 to 64, found \"many\"",
            "--set peer.bootstrap: expected http://host:port or https://host:port, found 1");
  }

  @Test
  void show_readsBackTheSame_withoutSecrets() throws Exception {
    String text =
        """
        [node]
        token = "hunter2"
        pin = "4711"
        name = "ä \\" \\\\ # ="
        [telemetry.spool]
        dir = "/var/spool/telltale"
        """;
    ConfigFile file =
        Written.file(directory, text)
            .with(Map.of("OTEL_SERVICE_NAME", "s"), "telemetry.resource.'a.b'=c")
            .config();
    Section node = file.section("node");
    node.find(TOKEN);
    node.find(PIN);
    node.get(NAME, "host");
    node.get(WORKERS);
    TelemetryConfig telemetry = file.telemetry();

    assertThat(file.show())
        .isEqualTo(
            """
            node.token = "***"                                         # config.toml:2
            node.pin = "***"                                           # config.toml:3
            node.name = "ä \\" \\\\ # ="                                  # config.toml:4
            node.workers = 4                                           # default
            telemetry.traces.enabled = false                           # default
            telemetry.traces.service_name = "s"                        # OTEL_SERVICE_NAME
            telemetry.traces.protocol = "grpc"                         # default
            telemetry.traces.otlp_endpoint = "http://127.0.0.1:4317"   # default
            telemetry.traces.timeout = "10s"                           # default
            telemetry.traces.compression = "none"                      # default
            # telemetry.traces.headers_file: not set                   # default
            # telemetry.traces.ca_file: not set                        # default
            # telemetry.traces.client_cert_file: not set               # default
            # telemetry.traces.client_key_file: not set                # default
            telemetry.traces.sampler = "parentbased_always_on"         # default
            telemetry.traces.sampler_ratio = 1.0                       # default
            telemetry.metrics.enabled = false                          # default
            telemetry.metrics.bind_address = "127.0.0.1:9464"          # default
            # telemetry.metrics.otlp_endpoint: not set                 # default
            telemetry.logs.format = "json"                             # default
            telemetry.logs.level = "info"                              # default
            # telemetry.logs.file: not set                             # default
            telemetry.logs.max_file_bytes = "50MiB"                    # default
            telemetry.logs.max_total_bytes = "500MiB"                  # default
            # telemetry.logs.otlp_endpoint: not set                    # default
            telemetry.resource."a.b" = "c"                             # --set
            telemetry.spool.dir = "/var/spool/telltale"                # config.toml:6
            telemetry.spool.max_bytes = "256MiB"                       # default
            telemetry.spool.max_age = "3d"                             # default
            telemetry.spool.fsync = false                              # default
            telemetry.spool.max_bytes_per_second = 0                   # default
            """);

    Written shown = Written.file(directory, file.show());
    ConfigFile again = shown.config();
    assertThat(again.section("node").get(NAME, "host")).isEqualTo("ä \" \\ # =");
    assertThat(again.telemetry()).isEqualTo(telemetry);

    String longName = "n".repeat(200);
    Written longer = Written.file(directory, "[telemetry.resource]\n" + longName + " = 'v'\n");
    ConfigFile longFile = longer.config();
    longFile.telemetry();
    assertThat(Written.file(directory, longFile.show()).telemetry().resource().attributes())
        .containsOnlyKeys(longName);
  }
}
