package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.testing.TestCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that [telemetry.traces] names: what is trusted, and what is sent along. */
class OtlpFilesTest {
  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void caFile_isTrusted(boolean grpc) throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, certificate)) {
      assertThat(receiver.endpoint().getScheme()).isEqualTo("https");
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      configs.caFile = certificate.writeCaFile(folder.resolve("ca.pem"));
      Telemetry telemetry = configs.start();
      end(telemetry);
      assertThat(telemetry.close(Duration.ofSeconds(20)).traces()).isEqualTo(Books.of(1, 1));
      assertThat(receiver.spanNames()).containsExactly("task.sync");
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void clientCertificate_isShown(boolean grpc) throws Exception {
    TestCertificate client = TestCertificate.in(folder);
    TestCertificate server = TestCertificate.in(folder).askingFor(client);
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, server)) {
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      configs.caFile = server.writeCaFile(folder.resolve("ca.pem"));
      try (Telemetry without = configs.start()) {
        end(without);
        await().until(() -> without.status().traces().state() == SignalStatus.State.FAILING);
      }
      configs.clientCertFile = client.writeCertFile(folder.resolve("client.pem"));
      configs.clientKeyFile = client.writeKeyFile(folder.resolve("client.key"));
      try (Telemetry with = configs.start()) {
        await().until(() -> receiver.spanNames().equals(java.util.List.of("task.sync")));
      }
    }
  }

  @Test
  void keyOfAnotherCertificate_tracesOffAndNothingOfItShown() throws Exception {
    TestCertificate mine = TestCertificate.in(folder);
    Configs configs = Configs.tracesTo(true, URI.create("https://127.0.0.1:1"));
    configs.clientCertFile = mine.writeCertFile(folder.resolve("client.pem"));
    configs.clientKeyFile =
        Files.writeString(
            folder.resolve("client.key"),
            "-----BEGIN RSA PRIVATE KEY-----\nczNjcmV0\n-----END RSA PRIVATE KEY-----\n");
    try (Telemetry telemetry = configs.start()) {
      assertThat(telemetry.status().off())
          .extracting(Object::toString)
          .containsExactly(
              "traces off: "
                  + configs.clientKeyFile
                  + ": expected a key without password, BEGIN PRIVATE KEY, found RSA PRIVATE KEY"
                  + " (openssl pkcs8 -topk8 -nocrypt converts it)");
    }
    assertThat(output.text()).doesNotContain("czNjcmV0");
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void strangersCertificate_isNotTrusted(boolean grpc) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, TestCertificate.in(folder))) {
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      configs.caFile = TestCertificate.in(folder).writeCaFile(folder.resolve("other.pem"));
      try (Telemetry telemetry = configs.start()) {
        end(telemetry);
        await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
        assertThat(telemetry.status().traces().why()).startsWith("TLS: ");
      }
      assertThat(receiver.requestHeaders()).isEmpty();
    }
  }

  @Test
  void caFileMissing_tracesOffUntilItIsThere() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    Path caFile = folder.resolve("ca.pem");
    try (OtlpReceiver receiver = OtlpReceiver.at(true, 0, certificate)) {
      Configs configs = Configs.tracesTo(true, receiver.endpoint());
      configs.caFile = caFile;
      try (Telemetry telemetry = configs.start()) {
        assertThat(telemetry.status().off())
            .extracting(Object::toString)
            .containsExactly("traces off: " + caFile + ": no such file");
        end(telemetry);

        certificate.writeCaFile(caFile);
        await().until(() -> receiver.spanNames().equals(java.util.List.of("task.sync")));
        await().until(() -> telemetry.status().off().isEmpty());
      }
    }
    assertThat(output.lines()).hasSize(2);
    assertThat(output.lines().get(0))
        .isEqualTo(
            "WARN telemetry: traces off: "
                + caFile
                + ": no such file; retrying, the service runs"
                + " without it");
    assertThat(output.lines().get(1))
        .matches("INFO telemetry: traces: \\S+: delivering after \\S+ s");
  }

  @Test
  void caFileWithoutCertificate_tracesOff() throws Exception {
    Configs configs = Configs.tracesTo(true, URI.create("https://127.0.0.1:1"));
    configs.caFile = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
    try (Telemetry telemetry = configs.start()) {
      assertThat(telemetry.status().off()).hasSize(1);
      assertThat(telemetry.status().off().get(0).toString())
          .startsWith("traces off: " + configs.caFile + ": ");
    }
  }

  @Test
  void headersFileWithSecretOnAWrongLine_tracesOffAndNoSecretSaid() throws Exception {
    Configs configs = Configs.tracesTo(true, URI.create("http://127.0.0.1:1"));
    configs.headersFile = Files.writeString(folder.resolve("headers"), "Bearer s3cret\n");
    try (Telemetry telemetry = configs.start()) {
      assertThat(telemetry.status().off())
          .extracting(Object::toString)
          .containsExactly(
              "traces off: " + configs.headersFile + ": line 1: expected name: value, found no :");
    }
    assertThat(output.text()).doesNotContain("s3cret");
  }

  private static void end(Telemetry telemetry) {
    telemetry.openTelemetry().getTracer("test").spanBuilder("task.sync").startSpan().end();
  }
}
