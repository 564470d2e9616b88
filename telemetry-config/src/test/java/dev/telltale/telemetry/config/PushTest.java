package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and log records are pushed where the operator wrote where to, and nowhere else. */
class PushTest {
  private static final String BOTH =
      """
      [telemetry.metrics]
      enabled = true
      otlp_endpoint = "http://127.0.0.1:1/in"
      protocol = "http/protobuf"
      [telemetry.logs]
      otlp_endpoint = "http://127.0.0.1:2"
      """;

  @TempDir Path directory;

  @Test
  void eachSignalHasItsOwnPath() throws Exception {
    TelemetryConfig telemetry =
        Written.file(directory, BOTH)
            .with(Map.of(), "telemetry.logs.protocol=http/protobuf")
            .telemetry();

    assertThat(telemetry.metrics().push().endpoint())
        .hasToString("http://127.0.0.1:1/in/v1/metrics");
    assertThat(telemetry.logs().push().endpoint()).hasToString("http://127.0.0.1:2/v1/logs");
    assertThat(telemetry.traces().otlp().protocol()).isEqualTo(OtlpProtocol.GRPC);
  }

  @Test
  void variablesChangeWhereTo_theOwnOneAsItIs() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://e:1");
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    environment.put("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "https://logs:1/as/it/is");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "a=1");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "b=2");
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");

    TelemetryConfig telemetry = Written.file(directory, BOTH).with(environment).telemetry();

    assertThat(telemetry.metrics().push().endpoint()).hasToString("http://e:1/v1/metrics");
    assertThat(telemetry.metrics().push().headers().values()).containsExactly(Map.entry("b", "2"));
    assertThat(telemetry.metrics().exportInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(telemetry.logs().push().endpoint()).hasToString("https://logs:1/as/it/is");
    assertThat(telemetry.logs().push().headers().values()).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void noVariableTurnsItOn_andTheSignalsOwnAreWarnedOf() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://e:1");
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "1000");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "not even a URL");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "1000");
    environment.put("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://e:1");
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    environment.put("OTEL_METRICS_EXPORTER", "otlp,prometheus");
    environment.put("OTEL_LOGS_EXPORTER", "otlp");

    TelemetryConfig telemetry =
        Written.file(directory, "[telemetry.metrics]\nenabled = true\n")
            .with(environment)
            .telemetry();

    assertThat(telemetry.metrics())
        .isEqualTo(new MetricsConfig(true, new HostPort("127.0.0.1", 9464)));
    assertThat(telemetry.logs()).isEqualTo(new LogsConfig(LogFormat.JSON, LogLevel.INFO, null));
    String metrics =
        ": has no effect; metrics are not pushed without telemetry.metrics.otlp_endpoint";
    String logs =
        ": has no effect; log records are not pushed without telemetry.logs.otlp_endpoint";
    assertThat(telemetry.warnings())
        .containsExactlyInAnyOrder(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" + metrics,
            "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT" + metrics,
            "OTEL_METRIC_EXPORT_INTERVAL" + metrics,
            "OTEL_METRICS_EXPORTER" + metrics,
            "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT" + logs,
            "OTEL_LOGS_EXPORTER" + logs);
  }

  @Test
  void variablesTurnItOff_andTheCommandLineWins() throws Exception {
    Written both = Written.file(directory, BOTH);

    TelemetryConfig scraped = both.with(Map.of("OTEL_METRICS_EXPORTER", "prometheus")).telemetry();
    assertThat(scraped.metrics().enabled()).isTrue();
    assertThat(scraped.metrics().push()).isNull();
    assertThat(scraped.logs().push()).isNotNull();
    assertThat(both.with(Map.of("OTEL_LOGS_EXPORTER", "none")).telemetry().logs().push()).isNull();

    Map<String, String> disabled = Map.of("OTEL_SDK_DISABLED", "true");
    TelemetryConfig off = both.with(disabled).telemetry();
    assertThat(off.metrics().enabled()).isFalse();
    assertThat(off.metrics().push()).isNull();
    assertThat(off.logs().push()).isNull();

    TelemetryConfig typed =
        both.with(
                disabled,
                "telemetry.metrics.enabled=true",
                "telemetry.logs.otlp_endpoint=http://127.0.0.1:3")
            .telemetry();
    assertThat(typed.metrics().push()).isNotNull();
    assertThat(typed.logs().push()).isNotNull();
  }

  @Test
  void metricsThatAreOff_areNotPushedEither() throws Exception {
    String text = BOTH.replace("enabled = true\n", "");

    assertThat(Written.file(directory, text).telemetry().metrics().push()).isNull();
  }

  @Test
  void connectionKeysWithoutAnEndpoint_areProblems() throws Exception {
    String text = "[telemetry.logs]\nca_file = 'ca'\n";
    List<String> problems =
        Written.file(directory, text)
            .with(Map.of(), "telemetry.metrics.compression=gzip")
            .problems();

    assertThat(problems)
        .containsExactly(
            "config.toml:2:1: telemetry.logs.ca_file: expected telemetry.logs.otlp_endpoint too,"
                + " found none; without it log records are not pushed",
            "--set telemetry.metrics.compression: expected telemetry.metrics.otlp_endpoint too,"
                + " found none; without it metrics are not pushed");
  }

  @Test
  void aClientKeyFromAVariable_needsItsCertificate() throws Exception {
    Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY", "/k.pem");

    assertThat(Written.file(directory, BOTH).with(environment).problems())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY: expected telemetry.logs.client_cert_file too,"
                + " found none");
  }

  @Test
  void show_readsBackTheSame() throws Exception {
    ConfigFile file = Written.file(directory, BOTH).config();
    TelemetryConfig telemetry = file.telemetry();

    assertThat(file.show())
        .contains(
            "telemetry.metrics.export_interval = \"10s\"", "telemetry.logs.timeout = \"10s\"");
    assertThat(Written.file(directory, file.show()).telemetry()).isEqualTo(telemetry);
  }

  @Test
  void showOfAVariablesWholeUrl_readsBackTheSame_orIsAComment() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://h:1");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://h:2/in/v1/metrics");
    ConfigFile file = Written.file(directory, BOTH).with(environment).config();
    TelemetryConfig telemetry = file.telemetry();
    assertThat(Written.file(directory, file.show()).telemetry()).isEqualTo(telemetry);

    environment.put("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf");
    ConfigFile http = Written.file(directory, BOTH).with(environment).config();
    assertThat(http.telemetry().traces().otlp().endpoint()).hasToString("http://h:1/");
    assertThat(http.show()).contains("# telemetry.traces.otlp_endpoint: \"http://h:1/\"");
  }
}
