package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryConfigTest {
  @TempDir Path directory;

  @Test
  void defaults() throws Exception {
    TelemetryConfig expected =
        new TelemetryConfig(
            new TracesConfig(
                false,
                "telltale",
                new OtlpConfig(
                    URI.create("http://127.0.0.1:4317"),
                    OtlpProtocol.GRPC,
                    Duration.ofSeconds(10),
                    Compression.NONE),
                SamplerKind.PARENTBASED_ALWAYS_ON,
                1.0),
            new MetricsConfig(false, new HostPort("127.0.0.1", 9464)),
            new LogsConfig(LogFormat.JSON, LogLevel.INFO, null),
            new ResourceConfig(Map.of()),
            new SpoolConfig(directory.resolve("spool")));

    assertThat(Written.file(directory, "").telemetry()).isEqualTo(expected);
    assertThat(Written.file(directory, "[telemetry]\n[telemetry.traces]\n").telemetry())
        .isEqualTo(expected);
  }

  @Test
  void fullMapping() throws Exception {
    String text =
        """
        [telemetry.traces]
        enabled = true
        otlp_endpoint = "https://otlp.example.org:4318/in/"
        service_name = "library"
        protocol = "http/protobuf"
        timeout = "250ms"
        compression = "gzip"
        headers_file = "headers"
        ca_file = "/etc/ssl/ca.pem"
        client_cert_file = "client.pem"
        client_key_file = "client.key"
        sampler = "parentbased_traceidratio"
        sampler_ratio = 0.25

        [telemetry.metrics]
        enabled = true
        bind_address = "[::1]:9000"
        otlp_endpoint = "http://10.0.0.7:4317/"
        export_interval = "30s"
        timeout = "1s"
        compression = "gzip"
        headers_file = "headers.metrics"
        ca_file = "ca.metrics"
        client_cert_file = "cert.metrics"
        client_key_file = "key.metrics"

        [telemetry.logs]
        format = "text"
        level = "debug"
        file = "../log/node.jsonl"
        max_file_bytes = 1_000_000
        max_total_bytes = "20MB"
        otlp_endpoint = "http://10.0.0.8:4318"
        protocol = "http/protobuf"

        [telemetry.resource]
        "deployment.environment.name" = "prod"
        team = "graph"

        [telemetry.spool]
        dir = "../spool"
        max_bytes = "1GiB"
        max_age = "12h"
        fsync = true
        max_bytes_per_second = "2MiB"
        """;

    assertThat(Written.file(directory, text).telemetry())
        .isEqualTo(
            new TelemetryConfig(
                new TracesConfig(
                    true,
                    "library",
                    new OtlpConfig(
                        URI.create("https://otlp.example.org:4318/in/v1/traces"),
                        OtlpProtocol.HTTP_PROTOBUF,
                        Duration.ofMillis(250),
                        Compression.GZIP,
                        Headers.NONE,
                        directory.resolve("headers"),
                        Path.of("/etc/ssl/ca.pem"),
                        directory.resolve("client.pem"),
                        directory.resolve("client.key")),
                    SamplerKind.PARENTBASED_TRACEIDRATIO,
                    0.25),
                new MetricsConfig(
                    true,
                    new HostPort("::1", 9000),
                    new OtlpConfig(
                        URI.create("http://10.0.0.7:4317"),
                        OtlpProtocol.GRPC,
                        Duration.ofSeconds(1),
                        Compression.GZIP,
                        Headers.NONE,
                        directory.resolve("headers.metrics"),
                        directory.resolve("ca.metrics"),
                        directory.resolve("cert.metrics"),
                        directory.resolve("key.metrics")),
                    Duration.ofSeconds(30)),
                new LogsConfig(
                    LogFormat.TEXT,
                    LogLevel.DEBUG,
                    directory.getParent().resolve("log/node.jsonl"),
                    1_000_000,
                    20_000_000,
                    new OtlpConfig(
                        URI.create("http://10.0.0.8:4318/v1/logs"),
                        OtlpProtocol.HTTP_PROTOBUF,
                        Duration.ofSeconds(10),
                        Compression.NONE)),
                new ResourceConfig(Map.of("deployment.environment.name", "prod", "team", "graph")),
                new SpoolConfig(
                    directory.getParent().resolve("spool"),
                    1L << 30,
                    Duration.ofHours(12),
                    true,
                    2L << 20),
                List.of(
                    "config.toml:18:17: telemetry.metrics.otlp_endpoint: headers leave this machine"
                        + " unencrypted; https:// keeps them secret")));
  }

  @Test
  void problems() throws Exception {
    String text =
        """
        # telemetry of the first node
        answer = 42

        [telemetry.traces]
        enabled = "yes"
        otlp_endpoint = "127.0.0.1:4317"
        timeout = 10
          sampler_ratio = 1.5
        protocol = "htpp/protobuf"
        headers_fil = "h"
        client_cert_file = "c"

        [telemetry.metrics]
        bind_address = "9464"
        timeout = "1s"
        export_interval = 10

        [telemetry.logs]
        level = "verbose"
        file = ""
        max_file_bytes = 1
        max_total_bytes = "1MB"
        otlp_endpoint = "http://127.0.0.1:4318/v1/logs"
        client_key_file = "k"

        [telemetry.resource]
        "service.name" = "x"
        deployment.environment.name = "prod"
        number = 3

        [telemetry.spool]
        dir = "s"
        max_bytes = "1MB"
        max_size = 1

        [telemetri]
        x = 1
        """;

    assertThat(Written.file(directory, text).problems())
        .containsExactly(
            "config.toml:2:1: answer: unknown key; known: [telemetry.traces], "
                + "[telemetry.metrics], [telemetry.logs], [telemetry.resource], "
                + "[telemetry.spool]",
            "config.toml:5:11: telemetry.traces.enabled: expected true or false, found "
                + "\"yes\"",
            "config.toml:6:17: telemetry.traces.otlp_endpoint: expected http://host:port "
                + "or https://host:port, found \"127.0.0.1:4317\"",
            "config.toml:7:11: telemetry.traces.timeout: expected a duration such as "
                + "\"250ms\", \"10s\" or \"5m\", at most \"10m\", found 10",
            "config.toml:8:19: telemetry.traces.sampler_ratio: expected a number from 0 "
                + "to 1, found 1.5",
            "config.toml:9:12: telemetry.traces.protocol: expected \"grpc\" or "
                + "\"http/protobuf\", found \"htpp/protobuf\"; did you mean \"http/protobuf\"?",
            "config.toml:10:1: telemetry.traces.headers_fil: unknown key; did you mean "
                + "headers_file?",
            "config.toml:11:20: telemetry.traces.client_cert_file: expected "
                + "telemetry.traces.client_key_file too, found none",
            "config.toml:14:16: telemetry.metrics.bind_address: expected host:port, found"
                + " \"9464\"",
            "config.toml:15:1: telemetry.metrics.timeout: expected "
                + "telemetry.metrics.otlp_endpoint too, found none; without it metrics are not "
                + "pushed",
            "config.toml:16:1: telemetry.metrics.export_interval: expected "
                + "telemetry.metrics.otlp_endpoint too, found none; without it metrics are not "
                + "pushed",
            "config.toml:19:9: telemetry.logs.level: expected \"trace\", \"debug\", \"info\", "
                + "\"warn\" or \"error\", found \"verbose\"",
            "config.toml:20:8: telemetry.logs.file: expected a path, found \"\"",
            "config.toml:21:18: telemetry.logs.max_file_bytes: expected a size such as "
                + "\"50MB\" or \"64MiB\", from \"64KiB\" to \"1TiB\", found 1",
            "config.toml:23:17: telemetry.logs.otlp_endpoint: expected a base URL, to "
                + "which /v1/logs is appended, found \"http://127.0.0.1:4318/v1/logs\"",
            "config.toml:24:19: telemetry.logs.client_key_file: expected "
                + "telemetry.logs.client_cert_file too, found none",
            "config.toml:27:1: telemetry.resource.\"service.name\": expected an attribute "
                + "other than service.*; the name of the service is "
                + "telemetry.traces.service_name, the program sets the rest",
            "config.toml:28:1: telemetry.resource.deployment: expected a string, found a "
                + "table; write \"deployment.environment.name\" in quotes",
            "config.toml:29:10: telemetry.resource.number: expected a string of 1 to 1024"
                + " characters without line breaks, found 3",
            "config.toml:33:13: telemetry.spool.max_bytes: expected a size such as \"50MB\""
                + " or \"64MiB\", from \"1MiB\" to \"1TiB\", found \"1MB\"",
            "config.toml:34:1: telemetry.spool.max_size: unknown key; known: dir, "
                + "max_bytes, max_age, fsync, max_bytes_per_second",
            "config.toml:36:1: telemetri: unknown section; did you mean [telemetry]?");
  }

  @Test
  void load_leavesOtherSectionsAlone_andIsStrictInItsOwn() throws Exception {
    Path file =
        Written.file(
                directory,
                """
                name = "application"
                [shop]
                enabled = "maybe"
                [telemetry.traces]
                service_name = "shop"
                """)
            .file();

    assertThat(TelemetryConfig.load(file).traces().serviceName()).isEqualTo("shop");

    Path wrong =
        Written.file(directory, "[shop]\nx = 1\n[telemetry.trace]\nenabled = true\n").file();
    assertThat(Written.problems(() -> TelemetryConfig.load(wrong)))
        .containsExactly(
            "config.toml:3:1: telemetry.trace: unknown section; did you mean [telemetry.traces]?");
  }

  @Test
  void flatKeysOfOld_areAnsweredWithTheLinesToWrite() throws Exception {
    String text =
        """
        [telemetry]
        enabled = true
        otlp_endpoint = "http://10.0.0.7:4317"
        service_name = "my \\"node\\""
        """;

    assertThat(Written.file(directory, text).problems())
        .containsExactly(
            """
            config.toml:2:1: telemetry.enabled: no longer read; write
                [telemetry.traces]
                enabled = true""",
            """
            config.toml:3:1: telemetry.otlp_endpoint: no longer read; write
                [telemetry.traces]
                otlp_endpoint = "http://10.0.0.7:4317\"""",
            """
            config.toml:4:1: telemetry.service_name: no longer read; write
                [telemetry.traces]
                service_name = "my \\"node\\"\"""");
    assertThat(Written.file(directory, "").with(Map.of(), "telemetry.enabled=true").problems())
        .containsExactly(
            "--set telemetry.enabled: no longer read; write --set telemetry.traces.enabled=true");
  }

  @Test
  void sectionsThatAreNone() throws Exception {
    assertThat(Written.file(directory, "telemetry = 1\n").problems())
        .containsExactly("config.toml:1:13: telemetry: expected a section, found 1");
    assertThat(Written.file(directory, "[[telemetry.traces]]\nenabled = true\n").problems())
        .containsExactly("config.toml:1:1: telemetry.traces: expected a section, found a list");
    assertThat(Written.file(directory, "telemetry.traces = {enabled = 1}\n").problems())
        .containsExactly(
            "config.toml:1:31: telemetry.traces.enabled: expected true or false, found 1");
  }

  @Test
  void endpointDefault_dependsOnTheProtocol_andGrpcHasNoPath() throws Exception {
    String http = "[telemetry.traces]\nprotocol = \"http/protobuf\"\n";
    assertThat(Written.file(directory, http).telemetry().traces().otlp().endpoint())
        .hasToString("http://127.0.0.1:4318/v1/traces");

    String path = "[telemetry.traces]\notlp_endpoint = \"http://h:4317/in\"\n";
    assertThat(Written.file(directory, path).problems())
        .containsExactly(
            "config.toml:2:17: telemetry.traces.otlp_endpoint: expected a URL without a path for"
                + " grpc, found \"http://h:4317/in\"");

    String doubled = http + "otlp_endpoint = \"http://h:4318/v1/traces\"\n";
    assertThat(Written.file(directory, doubled).problems())
        .containsExactly(
            "config.toml:3:17: telemetry.traces.otlp_endpoint: expected a base URL, to which"
                + " /v1/traces is appended, found \"http://h:4318/v1/traces\"");
  }
}
