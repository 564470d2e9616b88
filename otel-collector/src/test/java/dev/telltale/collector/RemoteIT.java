package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * remote.yaml forwards everything over TLS with a token, and says so when the token is not taken.
 */
class RemoteIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  Path temp;

  private TestCertificate certificate;
  private FarSide remote;
  private int port;
  private Path token;

  @BeforeEach
  void farSideWithTls() throws Exception {
    OurCollector.binary();
    certificate = TestCertificate.make(temp);
    port = FreePorts.take(1).get(0);
    remote = FarSide.withTls(port, certificate, "right-token-123");
    token = Files.writeString(temp.resolve("token"), "right-token-123");
  }

  @AfterEach
  void close() {
    if (remote != null) {
      remote.close();
    }
  }

  @Test
  void spansMetricsAndLogFilesArriveWithTheToken_redacted() throws Exception {
    try (OurCollector collector = collector(certificate.certificate().toString()).start()) {
      postSpan(collector, "5b8efff798038103d269b633813fc60c");
      collector.post(
          "metrics",
          """
          {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"node_sync_last_success_unix","gauge":{"dataPoints":[
           {"timeUnixNano":"1","asInt":"1"}]}}]}]}]}
          """);
      Files.writeString(
          collector.nodeLog("node-a.jsonl"),
          "{\"level\":\"INFO\",\"message\":\"password=SECRET-1\",\"service.instance.id\":\"node-a\"}\n");

      await()
          .atMost(LONG)
          .until(
              () ->
                  remote.spans().count() == 1
                      && remote.metrics().count() == 1
                      && remote.logs().count() == 1);
      assertThat(remote.everything()).contains("node-a").doesNotContain("SECRET-");
    }
  }

  @Test
  void wrongToken_nothingArrivesAndTheLossIsCounted_theRightOneByRenameIsTakenUp()
      throws Exception {
    Files.writeString(token, "wrong-token-456");
    try (OurCollector collector = collector(certificate.certificate().toString()).start()) {
      postSpan(collector, "00000000000000000000000000000001");
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(collector.ownMetrics())
                      .containsPattern("otelcol_exporter_send_failed_spans_total\\{[^}]*} 1\n"));
      assertThat(remote.spans()).isEmpty();
      assertThat(Files.readString(collector.log()))
          .contains("401", "Dropping data")
          .doesNotContain("wrong-token-456");

      // Replacing without ATOMIC_MOVE deletes first, and a token file that was gone is never read
      // again.
      Files.move(
          Files.writeString(temp.resolve("token.new"), "right-token-123"),
          token,
          StandardCopyOption.ATOMIC_MOVE);
      await()
          .atMost(LONG)
          .until(
              () -> {
                postSpan(collector, "00000000000000000000000000000002");
                return remote.spans().findAny().isPresent();
              });
    }
  }

  @Test
  void aCertificateNobodyVouchesForIsNotTrusted() throws Exception {
    try (OurCollector collector = collector("").start()) {
      postSpan(collector, "5b8efff798038103d269b633813fc60c");

      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(Files.readString(collector.log()))
                      .contains("certificate signed by unknown authority", "Will retry"));
      assertThat(remote.spans()).isEmpty();
    }
  }

  private OurCollector collector(String caFile) throws Exception {
    return OurCollector.on(
        "remote.yaml",
        temp.resolve("collector"),
        Map.of(
            "REMOTE_OTLP_ENDPOINT",
            "https://127.0.0.1:" + port,
            "REMOTE_TOKEN_FILE",
            token.toString(),
            "REMOTE_CA_FILE",
            caFile));
  }

  private static void postSpan(OurCollector collector, String traceId) throws Exception {
    collector.post(
        "traces",
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"eee19b7ec3c1b174","name":"command.ingest",
         "startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}
        """
            .formatted(traceId));
  }
}
