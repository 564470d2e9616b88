package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir Path directory;

  @Test
  void valuesNeedNoQuotes_andTheLastOneWins() throws Exception {
    Written written =
        Written.file(directory, "[telemetry.traces]\nenabled = false\n")
            .with(
                Map.of(),
                "telemetry.traces.enabled=true",
                "telemetry.traces.service_name=true",
                "telemetry.traces.timeout=\"3s\"",
                "telemetry.traces.timeout = 250ms",
                "telemetry.traces.sampler_ratio=1",
                "telemetry.traces.ca_file=ca.pem",
                "telemetry.metrics.bind_address=[::]:0",
                "telemetry.resource.\"a.b=c\"=d=e");

    TelemetryConfig telemetry = written.telemetry();

    assertThat(telemetry.traces().enabled()).isTrue();
    assertThat(telemetry.traces().serviceName()).isEqualTo("true");
    assertThat(telemetry.traces().otlp().timeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(telemetry.traces().samplerRatio()).isEqualTo(1.0);
    assertThat(telemetry.traces().otlp().caFile()).isEqualTo(directory.resolve("ca.pem"));
    assertThat(telemetry.metrics().bindAddress()).isEqualTo(new HostPort("::", 0));
    assertThat(telemetry.resource().attributes()).containsExactly(Map.entry("a.b=c", "d=e"));
  }

  @Test
  void problems_comeAfterThoseOfTheFileItReplaces() throws Exception {
    Written written =
        Written.file(directory, "[telemetry.traces]\nenabled = 1\n")
            .with(
                Map.of("OTEL_TRACES_SAMPLER_ARG", "2"),
                "telemetry.traces.enabled=yes",
                "telemetry.traces.enabeld=true",
                "telemetry.traces=true",
                "telemetry.metrics.port=1",
                "telemetry.logs.level=INFO",
                "telemetry.resource.service.version=1",
                "telemetry.resource.\"service.version\"=1",
                "node.name=x");

    assertThat(written.problems())
        .containsExactly(
            "config.toml:2:11: telemetry.traces.enabled: expected true or false, found 1",
            "OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, found 2",
            "--set telemetry.traces.enabled: expected true or false, found \"yes\"",
            "--set telemetry.logs.level: expected \"trace\", \"debug\", \"info\", \"warn\" or"
                + " \"error\", found \"INFO\"; did you mean \"info\"?",
            "--set telemetry.resource.service: expected a string, found a table; write"
                + " \"service.version\" in quotes",
            "--set telemetry.resource.\"service.version\": expected an attribute other than"
                + " service.*; the name of the service is telemetry.traces.service_name, the"
                + " program sets the rest",
            "--set telemetry.traces.enabeld: unknown key; did you mean enabled?",
            "--set telemetry.traces: expected a key, found a section",
            "--set telemetry.metrics.port: unknown key; known: enabled, bind_address,"
                + " otlp_endpoint, protocol, timeout, compression, headers_file, ca_file,"
                + " client_cert_file, client_key_file, export_interval",
            "--set node.name: unknown key; known: [telemetry.traces], [telemetry.metrics],"
                + " [telemetry.logs], [telemetry.resource], [telemetry.spool]");
  }

  @Test
  void optionsWithoutAKey_areNotEchoed() throws Exception {
    Written written =
        Written.file(directory, "a = \n").with(Map.of(), "hunter2", "=hunter2", "a b=1");

    assertThat(written.problems())
        .containsExactly(
            "config.toml:1:5: expected a value, found end of line",
            "--set: expected key=value, found no key or no =",
            "--set: expected key=value, found a key that is not TOML; parts with other characters"
                + " than letters, digits, _ and - need quotes");
  }
}
