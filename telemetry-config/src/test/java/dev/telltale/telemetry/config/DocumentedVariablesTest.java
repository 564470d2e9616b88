package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry documents for the environment: each has its key here, or says it has none. */
class DocumentedVariablesTest {
  // Of the pages "Environment Variable Specification" and "OTLP Exporter Configuration".
  private static final List<String> WITHOUT_A_KEY =
      List.of(
          "OTEL_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
          "OTEL_BLRP_EXPORT_TIMEOUT",
          "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
          "OTEL_BLRP_MAX_QUEUE_SIZE",
          "OTEL_BLRP_SCHEDULE_DELAY",
          "OTEL_BSP_EXPORT_TIMEOUT",
          "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
          "OTEL_BSP_MAX_QUEUE_SIZE",
          "OTEL_BSP_SCHEDULE_DELAY",
          "OTEL_CONFIG_FILE",
          "OTEL_ENTITIES",
          "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_EXPORTER_OTLP_INSECURE",
          "OTEL_EXPORTER_OTLP_LOGS_INSECURE",
          "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
          "OTEL_EXPORTER_OTLP_METRICS_INSECURE",
          "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
          "OTEL_EXPORTER_OTLP_TRACES_INSECURE",
          "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
          "OTEL_EXPORTER_ZIPKIN_TIMEOUT",
          "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
          "OTEL_LOG_LEVEL",
          "OTEL_METRICS_EXEMPLAR_FILTER",
          "OTEL_METRIC_EXPORT_TIMEOUT",
          "OTEL_PROPAGATORS",
          "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
          "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
          "OTEL_SPAN_EVENT_COUNT_LIMIT",
          "OTEL_SPAN_LINK_COUNT_LIMIT");

  @TempDir Path directory;
  private Written everythingOn;

  @BeforeEach
  void write() throws Exception {
    String text =
        """
        [telemetry.traces]
        enabled = true
        service_name = "file"
        client_cert_file = "c"
        client_key_file = "k"
        [telemetry.metrics]
        enabled = true
        bind_address = "127.0.0.1:9000"
        otlp_endpoint = "http://127.0.0.1:1"
        client_cert_file = "c"
        client_key_file = "k"
        [telemetry.logs]
        otlp_endpoint = "http://127.0.0.1:2"
        client_cert_file = "c"
        client_key_file = "k"
        [telemetry.resource]
        team = "file"
        """;
    everythingOn = Written.file(directory, text);
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      commentCharacter = '^',
      textBlock =
          """
          OTEL_SDK_DISABLED                         | true                         | telemetry.traces.enabled = false
          OTEL_SDK_DISABLED                         | TRUE                         | telemetry.metrics.enabled = false
          OTEL_SDK_DISABLED                         | true                         | # telemetry.logs.pushed: false
          OTEL_SERVICE_NAME                         | env                          | telemetry.traces.service_name = "env"
          OTEL_RESOURCE_ATTRIBUTES                  | service.name=attr,team=a%20b | telemetry.traces.service_name = "attr"
          OTEL_RESOURCE_ATTRIBUTES                  | service.name=attr,team=a%20b | telemetry.resource.team = "a b"
          OTEL_RESOURCE_ATTRIBUTES                  | a.b=c+d,                     | telemetry.resource."a.b" = "c+d"
          OTEL_TRACES_EXPORTER                      | none                         | telemetry.traces.enabled = false
          OTEL_METRICS_EXPORTER                     | none                         | telemetry.metrics.enabled = false
          OTEL_METRICS_EXPORTER                     | Prometheus                   | # telemetry.metrics.pushed: false
          OTEL_LOGS_EXPORTER                        | none                         | # telemetry.logs.pushed: false
          OTEL_TRACES_SAMPLER                       | traceidratio                 | telemetry.traces.sampler = "traceidratio"
          OTEL_TRACES_SAMPLER_ARG                   | 0.5                          | telemetry.traces.sampler_ratio = 0.5
          OTEL_METRIC_EXPORT_INTERVAL               | 60000                        | telemetry.metrics.export_interval = "1m"
          OTEL_EXPORTER_PROMETHEUS_HOST             | ::1                          | telemetry.metrics.bind_address = "[::1]:9000"
          OTEL_EXPORTER_PROMETHEUS_PORT             | 1234                         | telemetry.metrics.bind_address = "127.0.0.1:1234"
          OTEL_EXPORTER_OTLP_ENDPOINT               | http://e:1                   | telemetry.traces.otlp_endpoint = "http://e:1"
          OTEL_EXPORTER_OTLP_PROTOCOL               | HTTP/protobuf                | telemetry.traces.protocol = "http/protobuf"
          OTEL_EXPORTER_OTLP_TIMEOUT                | 1500                         | telemetry.traces.timeout = "1500ms"
          OTEL_EXPORTER_OTLP_COMPRESSION            | gzip                         | telemetry.traces.compression = "gzip"
          OTEL_EXPORTER_OTLP_HEADERS                | a=hunter2                    | # telemetry.traces.headers: a=***
          OTEL_EXPORTER_OTLP_CERTIFICATE            | /ca.pem                      | telemetry.traces.ca_file = "/ca.pem"
          OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE     | /c.pem                       | telemetry.traces.client_cert_file = "/c.pem"
          OTEL_EXPORTER_OTLP_CLIENT_KEY             | /k.pem                       | telemetry.traces.client_key_file = "/k.pem"
          OTEL_EXPORTER_OTLP_TRACES_ENDPOINT        | http://e:1                   | telemetry.traces.otlp_endpoint = "http://e:1"
          OTEL_EXPORTER_OTLP_TRACES_PROTOCOL        | HTTP/protobuf                | telemetry.traces.protocol = "http/protobuf"
          OTEL_EXPORTER_OTLP_TRACES_TIMEOUT         | 1500                         | telemetry.traces.timeout = "1500ms"
          OTEL_EXPORTER_OTLP_TRACES_COMPRESSION     | gzip                         | telemetry.traces.compression = "gzip"
          OTEL_EXPORTER_OTLP_TRACES_HEADERS         | a=hunter2                    | # telemetry.traces.headers: a=***
          OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE     | /ca.pem                      | telemetry.traces.ca_file = "/ca.pem"
          OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE| /c.pem                       | telemetry.traces.client_cert_file = "/c.pem"
          OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY      | /k.pem                       | telemetry.traces.client_key_file = "/k.pem"
          OTEL_EXPORTER_OTLP_ENDPOINT               | http://e:1                   | telemetry.metrics.otlp_endpoint = "http://e:1"
          OTEL_EXPORTER_OTLP_PROTOCOL               | HTTP/protobuf                | telemetry.metrics.protocol = "http/protobuf"
          OTEL_EXPORTER_OTLP_TIMEOUT                | 1500                         | telemetry.metrics.timeout = "1500ms"
          OTEL_EXPORTER_OTLP_COMPRESSION            | gzip                         | telemetry.metrics.compression = "gzip"
          OTEL_EXPORTER_OTLP_HEADERS                | a=hunter2                    | # telemetry.metrics.headers: a=***
          OTEL_EXPORTER_OTLP_CERTIFICATE            | /ca.pem                      | telemetry.metrics.ca_file = "/ca.pem"
          OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE     | /c.pem                       | telemetry.metrics.client_cert_file = "/c.pem"
          OTEL_EXPORTER_OTLP_CLIENT_KEY             | /k.pem                       | telemetry.metrics.client_key_file = "/k.pem"
          OTEL_EXPORTER_OTLP_METRICS_ENDPOINT       | http://e:1                   | telemetry.metrics.otlp_endpoint = "http://e:1"
          OTEL_EXPORTER_OTLP_METRICS_PROTOCOL       | HTTP/protobuf                | telemetry.metrics.protocol = "http/protobuf"
          OTEL_EXPORTER_OTLP_METRICS_TIMEOUT        | 1500                         | telemetry.metrics.timeout = "1500ms"
          OTEL_EXPORTER_OTLP_METRICS_COMPRESSION    | gzip                         | telemetry.metrics.compression = "gzip"
          OTEL_EXPORTER_OTLP_METRICS_HEADERS        | a=hunter2                    | # telemetry.metrics.headers: a=***
          OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE    | /ca.pem                      | telemetry.metrics.ca_file = "/ca.pem"
          OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE| /c.pem                       | telemetry.metrics.client_cert_file = "/c.pem"
          OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY     | /k.pem                       | telemetry.metrics.client_key_file = "/k.pem"
          OTEL_EXPORTER_OTLP_ENDPOINT               | http://e:1                   | telemetry.logs.otlp_endpoint = "http://e:1"
          OTEL_EXPORTER_OTLP_PROTOCOL               | HTTP/protobuf                | telemetry.logs.protocol = "http/protobuf"
          OTEL_EXPORTER_OTLP_TIMEOUT                | 1500                         | telemetry.logs.timeout = "1500ms"
          OTEL_EXPORTER_OTLP_COMPRESSION            | gzip                         | telemetry.logs.compression = "gzip"
          OTEL_EXPORTER_OTLP_HEADERS                | a=hunter2                    | # telemetry.logs.headers: a=***
          OTEL_EXPORTER_OTLP_CERTIFICATE            | /ca.pem                      | telemetry.logs.ca_file = "/ca.pem"
          OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE     | /c.pem                       | telemetry.logs.client_cert_file = "/c.pem"
          OTEL_EXPORTER_OTLP_CLIENT_KEY             | /k.pem                       | telemetry.logs.client_key_file = "/k.pem"
          OTEL_EXPORTER_OTLP_LOGS_ENDPOINT          | http://e:1                   | telemetry.logs.otlp_endpoint = "http://e:1"
          OTEL_EXPORTER_OTLP_LOGS_PROTOCOL          | HTTP/protobuf                | telemetry.logs.protocol = "http/protobuf"
          OTEL_EXPORTER_OTLP_LOGS_TIMEOUT           | 1500                         | telemetry.logs.timeout = "1500ms"
          OTEL_EXPORTER_OTLP_LOGS_COMPRESSION       | gzip                         | telemetry.logs.compression = "gzip"
          OTEL_EXPORTER_OTLP_LOGS_HEADERS           | a=hunter2                    | # telemetry.logs.headers: a=***
          OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE       | /ca.pem                      | telemetry.logs.ca_file = "/ca.pem"
          OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE| /c.pem                       | telemetry.logs.client_cert_file = "/c.pem"
          OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY        | /k.pem                       | telemetry.logs.client_key_file = "/k.pem"
          """)
  void changesItsKey(String variable, String text, String shown) throws Exception {
    ConfigFile file = everythingOn.with(Map.of(variable, text)).config();
    file.telemetry();
    file.done();

    assertThat(file.show().lines().map(line -> line.replaceAll(" +# (?=[^#]*$)", " # ")))
        .contains(shown + " # " + variable);
    assertThat(file.warnings())
        .noneMatch(warning -> warning.contains("no effect"))
        .noneMatch(warning -> warning.contains("hunter2"));
  }

  @Test
  void hasNoKey_isOneWarning() throws Exception {
    Map<String, String> environment = new HashMap<>();
    WITHOUT_A_KEY.forEach(name -> environment.put(name, "1"));

    assertThat(everythingOn.with(environment).telemetry().warnings())
        .containsExactlyElementsOf(
            new TreeSet<>(WITHOUT_A_KEY)
                .stream()
                    .map(name -> name + ": has no effect; this program does not read it")
                    .toList());
  }

  @Test
  void everyVariableOfAKey_standsInTheTable() throws Exception {
    CsvSource table =
        getClass()
            .getDeclaredMethod("changesItsKey", String.class, String.class, String.class)
            .getAnnotation(CsvSource.class);
    List<String> shown =
        table.textBlock().lines().map(line -> line.split("\\|", -1)[0].strip()).toList();

    assertThat(variables()).isNotEmpty().isSubsetOf(shown);
  }

  private static List<String> variables() throws IllegalAccessException {
    List<Variable<?>> variables = new ArrayList<>();
    for (Field field : TelemetryKeys.class.getDeclaredFields()) {
      if (Key.class.equals(field.getType())) {
        variables.addAll(((Key<?>) field.get(null)).variables());
      } else if (ConnectionKeys.class.equals(field.getType())) {
        ConnectionKeys keys = (ConnectionKeys) field.get(null);
        keys.besideTheEndpoint().forEach(key -> variables.addAll(key.variables()));
        variables.addAll(keys.endpoint().variables());
        variables.addAll(keys.headers().variables());
      }
    }
    return variables.stream().map(Variable::name).toList();
  }
}
