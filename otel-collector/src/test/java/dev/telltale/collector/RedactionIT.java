package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that somebody wrote into telemetry do not leave the Collector, not into its trace file
 * either.
 */
class RedactionIT {
  @TempDir Path temp;

  @Test
  void plantedSecretsComeOutNowhere() throws Exception {
    Backends backends = Backends.onFreePorts();
    try (FarSide far = backends.start();
        OurCollector collector =
            OurCollector.on("local.yaml", temp, backends.variables()).start()) {
      collector.post(
          "traces",
          """
          {"resourceSpans":[{"resource":{"attributes":[{"key":"db.password","value":{"stringValue":"SECRET-1"}}]},
           "scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
            "name":"network.get https://user:SECRET-2@peer/x","startTimeUnixNano":"1","endTimeUnixNano":"2",
            "attributes":[
             {"key":"http.request.header.authorization","value":{"stringValue":"SECRET-3"}},
             {"key":"headers","value":{"kvlistValue":{"values":[{"key":"set-cookie","value":{"stringValue":"SECRET-4"}}]}}},
             {"key":"ual","value":{"stringValue":"did:dkg:local:1/0xab/7"}}],
            "events":[{"name":"exception","timeUnixNano":"1","attributes":[{"key":"exception.message",
             "value":{"stringValue":"401 for Authorization: Bearer SECRET-5abcdefgh"}}]}],
            "status":{"code":2,"message":"refused, api_key=SECRET-6"}}]}]}]}
          """);
      collector.post(
          "logs",
          """
          {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","eventName":"login password=SECRET-7",
           "body":{"stringValue":"sign-in with password=SECRET-8 refused"}}]}]}]}
          """);
      collector.post(
          "metrics",
          """
          {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"node_command_total","sum":{"isMonotonic":true,
           "aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1","asInt":"1",
            "attributes":[{"key":"access_token","value":{"stringValue":"SECRET-9"}}],
            "exemplars":[{"timeUnixNano":"1","asInt":"1","filteredAttributes":[{"key":"note","value":{"stringValue":"SECRET-10"}}]}]}]}}]}]}]}
          """);
      Files.writeString(
          collector.nodeLog("node-a.jsonl"),
          """
          {"@timestamp":"2026-11-21T09:00:00Z","level":"ERROR","message":"{\\"password\\": \\"SECRET-11\\"}","stack_trace":"java.io.IOException: token: SECRET-12\\n\\tat dev.telltale.Main","service.name":"telltale"}
          """);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  far.spans().count() == 1
                      && far.logs().count() == 2
                      && far.metrics().count() == 1);

      assertThat(far.everything()).contains("****").doesNotContain("SECRET-");
      assertThat(collector.traceFiles()).contains("****").doesNotContain("SECRET-");
      assertThat(Files.readString(collector.log())).doesNotContain("SECRET-");
      assertThat(far.everything())
          .as("what is no secret is still there")
          .contains(
              "did:dkg:local:1/0xab/7", "exception.message", "sign-in with", "node_command_total");
    }
  }
}
