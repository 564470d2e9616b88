package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir Path directory;
  private Written everythingOn;

  @BeforeEach
  void write() throws Exception {
    String text =
        """
        [telemetry.traces]
        enabled = true
        service_name = "file"
        [telemetry.metrics]
        enabled = true
        bind_address = "127.0.0.1:9000"
        [telemetry.resource]
        team = "file"
        """;
    everythingOn = Written.file(directory, text);
  }

  @Test
  void variablesNeverTurnASignalOn() throws Exception {
    Map<String, String> on =
        Map.of(
            "OTEL_SDK_DISABLED", "false",
            "OTEL_TRACES_EXPORTER", "otlp",
            "OTEL_METRICS_EXPORTER", "prometheus");

    TelemetryConfig telemetry = Written.file(directory, "").with(on).telemetry();

    assertThat(telemetry.traces().enabled()).isFalse();
    assertThat(telemetry.metrics().enabled()).isFalse();
  }

  @Test
  void theMoreParticularVariableWins_andTheCommandLineWinsOverAll() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=attribute,team=env");
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", "1000");
    environment.put("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2000");
    environment.put("OTEL_SDK_DISABLED", "true");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://base:1/in");
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

    TelemetryConfig telemetry = everythingOn.with(environment).telemetry();
    assertThat(telemetry.traces().serviceName()).isEqualTo("attribute");
    assertThat(telemetry.traces().otlp().timeout()).hasSeconds(2);
    assertThat(telemetry.traces().otlp().endpoint()).hasToString("http://base:1/in/v1/traces");
    assertThat(telemetry.resource().attributes()).containsExactly(Map.entry("team", "env"));

    environment.put("OTEL_SERVICE_NAME", "name");
    environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:1/as/it/is");
    ConfigFile file =
        everythingOn
            .with(environment, "telemetry.traces.enabled=true", "telemetry.resource.team=typed")
            .config();
    telemetry = file.telemetry();
    assertThat(telemetry.traces().enabled()).isTrue();
    assertThat(telemetry.metrics().enabled()).isFalse();
    assertThat(telemetry.traces().serviceName()).isEqualTo("name");
    assertThat(telemetry.traces().otlp().endpoint()).hasToString("http://traces:1/as/it/is");
    assertThat(telemetry.resource().attributes()).containsExactly(Map.entry("team", "typed"));
    assertThat(file.show())
        .containsPattern("# telemetry.traces.otlp_endpoint: \"http://traces:1/as/it/is\" +# OTEL_");
  }

  @Test
  void problems() throws Exception {
    Map<String, String> wrong = new HashMap<>();
    wrong.put("OTEL_SDK_DISABLED", "yes");
    wrong.put("OTEL_TRACES_EXPORTER", "zipkin");
    wrong.put("OTEL_METRICS_EXPORTER", "otlp,statsd");
    wrong.put("OTEL_RESOURCE_ATTRIBUTES", "a=b,c");
    wrong.put("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317");
    wrong.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://u:hunter2@h:1");
    wrong.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    wrong.put("OTEL_EXPORTER_OTLP_TIMEOUT", "10s");
    wrong.put("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "0");
    wrong.put("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd");
    wrong.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer hunter2,x y=hunter2");
    wrong.put("OTEL_TRACES_SAMPLER", "jaeger_remote");
    wrong.put("OTEL_TRACES_SAMPLER_ARG", "half");
    wrong.put("OTEL_EXPORTER_PROMETHEUS_HOST", "a:b");
    wrong.put("OTEL_EXPORTER_PROMETHEUS_PORT", "65536");

    assertThat(everythingOn.with(wrong).problems())
        .containsExactlyInAnyOrder(
            "OTEL_SDK_DISABLED: expected true or false, found \"yes\"",
            "OTEL_TRACES_EXPORTER: expected none or otlp, found \"zipkin\"",
            "OTEL_METRICS_EXPORTER: expected none, otlp, prometheus or otlp,prometheus, found"
                + " \"otlp,statsd\"",
            "OTEL_RESOURCE_ATTRIBUTES: expected name=value,name=value, found no name and = in item"
                + " 2",
            "OTEL_EXPORTER_OTLP_ENDPOINT: expected http://host:port or https://host:port, found"
                + " \"127.0.0.1:4317\"",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: expected http://host:port or https://host:port,"
                + " found a URL with a user name or password, not shown",
            "OTEL_EXPORTER_OTLP_PROTOCOL: expected \"grpc\" or \"http/protobuf\", found"
                + " \"http/json\"",
            "OTEL_EXPORTER_OTLP_TIMEOUT: expected a whole number of milliseconds from 1 to 600000,"
                + " found \"10s\"",
            "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: expected a whole number of milliseconds from 1 to"
                + " 600000, found 0",
            "OTEL_EXPORTER_OTLP_COMPRESSION: expected \"none\" or \"gzip\", found \"zstd\"",
            "OTEL_EXPORTER_OTLP_HEADERS: header 2: expected a header name of letters, digits and"
                + " -, found another character or nothing",
            "OTEL_TRACES_SAMPLER: expected \"always_on\", \"always_off\", \"traceidratio\","
                + " \"parentbased_always_on\", \"parentbased_always_off\" or"
                + " \"parentbased_traceidratio\", found \"jaeger_remote\"",
            "OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, found \"half\"",
            "OTEL_EXPORTER_PROMETHEUS_HOST: expected a host name or address, found \"a:b\"",
            "OTEL_EXPORTER_PROMETHEUS_PORT: expected a port from 0 to 65535, found 65536");
  }

  @Test
  void whatHasNoEffect_isOneWarningEach_withoutItsValue() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_PROPAGATORS", "b3");
    environment.put("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "authorization=Bearer hunter2");
    environment.put("OTEL_LOGS_EXPORTER", "otlp");
    environment.put("OTEL_BSP_MAX_QUEUE_SIZE", " ");
    environment.put("OTEL_SERVICE_NAME", "");
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=i,service.name=s");
    environment.put("HOTEL_CALIFORNIA", "x");

    TelemetryConfig telemetry = everythingOn.with(environment).telemetry();

    assertThat(telemetry.traces().serviceName()).isEqualTo("s");
    assertThat(telemetry.resource().attributes()).containsOnlyKeys("team");
    assertThat(telemetry.warnings())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS: has no effect; metrics are not pushed without"
                + " telemetry.metrics.otlp_endpoint",
            "OTEL_LOGS_EXPORTER: has no effect; log records are not pushed without"
                + " telemetry.logs.otlp_endpoint",
            "OTEL_RESOURCE_ATTRIBUTES: service.instance.id has no effect; the program sets it"
                + " itself",
            "OTEL_PROPAGATORS: has no effect; this program does not read it");
    assertThat(everythingOn.with(Map.of("OTEL_LOGS_EXPORTER", "none")).telemetry().warnings())
        .isEmpty();
  }

  @Test
  void headers_areRead_andNeverShown() throws Exception {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_HEADERS", "x-scope=common",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "Authorization=Bearer%20hunter2, x-a = b",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://otlp.example.org:4317");
    ConfigFile file = everythingOn.with(environment).config();

    TelemetryConfig telemetry = file.telemetry();

    assertThat(telemetry.traces().otlp().headers().values())
        .containsExactly(Map.entry("authorization", "Bearer hunter2"), Map.entry("x-a", "b"));
    assertThat(telemetry.toString())
        .contains("headers=authorization=***, x-a=***")
        .doesNotContain("hunter2");
    assertThat(file.show())
        .contains("# telemetry.traces.headers: authorization=***, x-a=***")
        .doesNotContain("hunter2");
    assertThat(telemetry.warnings())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_ENDPOINT: headers leave this machine unencrypted; https:// keeps"
                + " them secret");
  }
}
