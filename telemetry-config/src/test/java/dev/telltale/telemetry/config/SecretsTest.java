package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an operator mistypes, what may be a secret does not come back. */
class SecretsTest {
  @TempDir Path directory;

  @Test
  void problemsShowNoSecret() throws Exception {
    String text =
        """
        token = "hunter2"
        [telemetry]
        otlp_endpoint = "http://user:hunter2@h:4317"
        [telemetry.traces]
        otlp_endpoint = "http//user:pass@hunter2@h:4317"
        protocol = "Bearer hunter2"
        sampler = "authorization: hunter2"
        timeout = "http://h/?key=hunter2"
        headers = { authorization = "Bearer hunter2" }
        "authorization" = "Basic hunter2"
        [telemetry.resource]
        password = ["hunter2"]
        """;

    assertThat(Written.file(directory, text).problems())
        .noneMatch(problem -> problem.contains("hunter2"))
        .contains(
            """
            config.toml:3:1: telemetry.otlp_endpoint: no longer read; write
                [telemetry.traces]
                otlp_endpoint = "http://***@h:4317\"""",
            "config.toml:5:17: telemetry.traces.otlp_endpoint: expected http://host:port or"
                + " https://host:port, found \"***@h:4317\"",
            "config.toml:6:12: telemetry.traces.protocol: expected \"grpc\" or \"http/protobuf\","
                + " found \"Bearer ***\"",
            "config.toml:8:11: telemetry.traces.timeout: expected a duration such as \"250ms\","
                + " \"10s\" or \"5m\", at most \"10m\", found \"http://h/?***\"",
            "config.toml:9:1: telemetry.traces.headers: unknown key; did you mean headers_file?",
            "config.toml:12:12: telemetry.resource.password: expected a string of 1 to 1024"
                + " characters without line breaks, found a value that is not shown");
  }

  @Test
  void syntaxErrorsOfSecretLines_showNoCharacter() throws Exception {
    String text = "token = hunter2\nlevel = hunter2\npassword = \"\\q\"\n";

    assertThat(Written.file(directory, text).problems())
        .containsExactly(
            "config.toml:1:9: expected a value",
            "config.toml:2:9: expected a value, found 'h'",
            "config.toml:3:13: expected valid TOML, found a line that is not shown");
  }

  @Test
  void longValues_areCut() throws Exception {
    String text =
        "[telemetry.logs]\nlevel = \"" + "é".repeat(5000) + "\"\n" + "k".repeat(5000) + " = 1\n";

    assertThat(Written.file(directory, text).problems())
        .containsExactly(
            "config.toml:2:9: telemetry.logs.level: expected \"trace\", \"debug\", \"info\","
                + " \"warn\" or \"error\", found \""
                + "é".repeat(80)
                + "…\"",
            "config.toml:3:1: telemetry.logs."
                + "k".repeat(65)
                + "…: unknown key; known: format,"
                + " level, file, max_file_bytes, max_total_bytes, otlp_endpoint, protocol,"
                + " timeout, compression, headers_file, ca_file, client_cert_file,"
                + " client_key_file");
  }
}
