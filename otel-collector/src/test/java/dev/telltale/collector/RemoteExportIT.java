package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.Handover;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.TelemetryConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A node that pushes its spans by itself, without a Collector beside it, to a Collector behind TLS
 * and a token.
 */
class RemoteExportIT {
  @TempDir Path temp;
  private final Map<String, Integer> ports = new HashMap<>();
  private TestCertificate certificate;
  private FarSide far;
  private ServerProcess gateway;

  @BeforeEach
  void gatewayWithTls() throws Exception {
    String program = OurCollector.binary().toString();
    Backends backends = Backends.onFreePorts();
    far = backends.start();
    certificate = TestCertificate.make(temp);
    List<Integer> free = FreePorts.take(3);
    ports.put("grpc", free.get(0));
    ports.put("http/protobuf", free.get(1));
    Map<String, String> variables = new HashMap<>(backends.variables());
    variables.put("GATEWAY_GRPC_PORT", "" + free.get(0));
    variables.put("GATEWAY_HTTP_PORT", "" + free.get(1));
    variables.put("COLLECTOR_HEALTH_PORT", "" + free.get(2));
    variables.put("GATEWAY_CERTIFICATE", certificate.certificate().toString());
    variables.put("GATEWAY_KEY", certificate.key().toString());
    variables.put(
        "GATEWAY_TOKEN_FILE",
        Files.writeString(temp.resolve("token"), "right-token-123").toString());
    Path configuration = Path.of(RemoteExportIT.class.getResource("/gateway.yaml").toURI());
    gateway =
        ServerProcess.start(
            new Launch(
                "gateway",
                CollectorCommand.of(Path.of(program), configuration),
                variables,
                temp.resolve("log")));
    gateway.awaitReady(URI.create("http://127.0.0.1:" + free.get(2)), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() throws Exception {
    if (far != null) {
      far.close();
    }
    if (gateway != null) {
      gateway.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"grpc", "http/protobuf"})
  void withTheToken_theSpanArrives(String protocol) throws Exception {
    Handover handover = endSpan(protocol, "right-token-123", certificate.certificate());

    await().atMost(Duration.ofSeconds(10)).until(() -> far.spans().count() == 1);
    assertThat(handover.traces()).isEqualTo(new LedgerCounts(0, 1, 1, 0, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"grpc", "http/protobuf"})
  void withAWrongToken_nothingArrivesAndTheHandoverSaysSo(String protocol) throws Exception {
    Handover handover = endSpan(protocol, "wrong-token-456", certificate.certificate());

    assertThat(handover.traces()).isEqualTo(new LedgerCounts(0, 1, 0, 1, Map.of()));
    assertThat(far.spans()).isEmpty();
  }

  @Test
  void anUnknownCertificate_nothingArrives() throws Exception {
    Path others = Files.createDirectories(temp.resolve("others"));

    Handover handover =
        endSpan("grpc", "right-token-123", TestCertificate.make(others).certificate());

    assertThat(handover.traces()).isEqualTo(new LedgerCounts(0, 1, 0, 1, Map.of()));
    assertThat(far.spans()).isEmpty();
  }

  private Handover endSpan(String protocol, String token, Path trusted) throws Exception {
    Files.writeString(temp.resolve("headers"), "authorization: Bearer " + token + "\n");
    Path file =
        Files.writeString(
            temp.resolve("config.toml"),
            """
            [telemetry.traces]
            enabled = true
            protocol = "%s"
            otlp_endpoint = "https://127.0.0.1:%d"
            ca_file = "%s"
            headers_file = "headers"
            """
                .formatted(protocol, ports.get(protocol), trusted));
    Telemetry telemetry =
        Telemetry.start(TelemetryConfig.load(file), new ServiceIdentity("node-a", null));
    telemetry.openTelemetry().getTracer("test").spanBuilder("command.ingest").startSpan().end();
    return telemetry.close(Duration.ofSeconds(5));
  }
}
