package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as TOML writes them, each of which must be refused where it stands. */
class WrongValuesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "' '",
        "4317",
        "true",
        "[]",
        "{}",
        "'127.0.0.1:4317'",
        "'localhost'",
        "'//h:1'",
        "'http:'",
        "'http://'",
        "'http:///v1'",
        "'http://:4317'",
        "'http://h:'x",
        "'http://h:0'",
        "'http://h:65536'",
        "'http://h:99999999999'",
        "'http://h:-1'",
        "'http://h:port'",
        "'http://h h:1'",
        "' http://h:1'",
        "'http://h:1 '",
        "\"http://h:1\\n\"",
        "\"http://h\\u0000:1\"",
        "'http://hä:1'",
        "'http://a_b:1'",
        "'http://256.1.1.1:1'",
        "'http://[::g]:1'",
        "'http://::1:4317'",
        "'ftp://h:1'",
        "'file:///etc/passwd'",
        "'jar:file:/x!/y'",
        "'grpc://h:4317'",
        "'unix:///run/otlp.sock'",
        "'http://u@h:1'",
        "'http://u:p@h:1'",
        "'http://h:1?a=b'",
        "'http://h:1/#f'",
        "'http://h:1/%zz'",
        "'http://h:1/in'",
        "'http://h:1/v1/traces'",
        "'http:\\\\h:1'"
      })
  void otlpEndpoint(String value) throws Exception {
    // The one that is not TOML is refused a step earlier, at the same line.
    assertThat(problem("traces", "otlp_endpoint", value)).startsWith("config.toml:2:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "9464",
        "'9464'",
        "':9464'",
        "'127.0.0.1'",
        "'127.0.0.1:'",
        "'127.0.0.1:65536'",
        "'127.0.0.1:-1'",
        "'127.0.0.1:+1'",
        "'127.0.0.1:1:2'",
        "'::1:9464'",
        "'[::1]'",
        "'[::1]9464'",
        "'[::g]:1'",
        "'[1.2.3.4]:1'",
        "'[fe80::1%eth0]:1'",
        "'256.0.0.1:1'",
        "'1.2.3:1'",
        "'a b:1'",
        "'a_b:1'",
        "'-a:1'",
        "'u@h:1'",
        "'http://h:1'",
        "'h:1/metrics'",
        "'h:0x10'",
        "'*:1'",
        "\"h:1\\n\"",
        "'ä:1'",
        "'h:1?'",
        "'h:1#'"
      })
  void bindAddress(String value) throws Exception {
    assertThat(problem("metrics", "bind_address", value))
        .startsWith("config.toml:2:16: telemetry.metrics.bind_address: expected host:port, found ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "10",
        "1.5",
        "'10'",
        "'s'",
        "'0s'",
        "'0ms'",
        "'-1s'",
        "'+1s'",
        "'1.5s'",
        "'1 s'",
        "' 1s'",
        "'1S'",
        "'1sec'",
        "'1m30s'",
        "'PT10S'",
        "'11m'",
        "'1h'",
        "'999999999999d'",
        "'9999999999999s'",
        "'١s'",
        "[]",
        "10:00:00",
        "inf"
      })
  void timeout(String value) throws Exception {
    assertThat(problem("traces", "timeout", value))
        .startsWith(
            "config.toml:2:11: telemetry.traces.timeout: expected a duration such as \"250ms\","
                + " \"10s\" or \"5m\", at most \"10m\", found ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.1", "nan", "inf", "'1'", "2", "-1", "true"})
  void samplerRatio(String value) throws Exception {
    assertThat(problem("traces", "sampler_ratio", value))
        .startsWith(
            "config.toml:2:17: telemetry.traces.sampler_ratio: expected a number from 0 to 1,"
                + " found ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'GRPC'", "'http'", "'http/json'", "1", "['grpc']"})
  void protocol(String value) throws Exception {
    assertThat(problem("traces", "protocol", value))
        .startsWith(
            "config.toml:2:12: telemetry.traces.protocol: expected \"grpc\" or \"http/protobuf\","
                + " found ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'  '", "\"a\\nb\"", "\"\\u001b[31m\"", "\"\\u2028\"", "1", "[]"})
  void serviceName(String value) throws Exception {
    assertThat(problem("traces", "service_name", value))
        .startsWith(
            "config.toml:2:16: telemetry.traces.service_name: expected a string of 1 to 1024")
        .doesNotContain("\n", "\u001b", "\u2028");
  }

  private String problem(String section, String key, String value) throws Exception {
    String text = "[telemetry." + section + "]\n" + key + " = " + value + "\n";
    List<String> problems = Written.file(directory, text).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }
}
