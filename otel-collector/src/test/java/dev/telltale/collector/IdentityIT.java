package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.TelemetryConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What our own library emits goes through the Collector: three signals, three ways, one identity
 * and one trace id.
 */
class IdentityIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final SpanContext ANOTHER =
      SpanContext.create(
          "5b8efff798038103d269b633813fc60c",
          "eee19b7ec3c1b174",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  @TempDir Path temp;

  @Test
  void spanSeriesAndLogLineOfOneNodeAreTheSameNodes() throws Exception {
    Backends backends = Backends.onFreePorts();
    try (FarSide far = backends.start();
        OurCollector collector = OurCollector.on("local.yaml", temp, backends.variables()).start();
        Telemetry telemetry =
            Telemetry.start(config(collector), new ServiceIdentity("node-a", "1.2.3"))) {
      Files.writeString(
          collector.targets("node-a.json"),
          "[{\"targets\": [\"%s\"], \"labels\": {\"job\": \"telltale\", \"instance\": \"node-a\"}}]"
              .formatted(telemetry.metricsUri().orElseThrow().getAuthority()));
      telemetry.openTelemetry().getMeter("test").counterBuilder("node.command").build().add(1);
      Span span =
          telemetry
              .openTelemetry()
              .getTracer("test")
              .spanBuilder("command.ingest")
              .addLink(ANOTHER, Attributes.builder().put("password", "SECRET-1").build())
              .startSpan();
      try (Scope scope = span.makeCurrent()) {
        LoggerFactory.getLogger("test")
            .atInfo()
            .addKeyValue("command", "publish_collection")
            .log("published");
      }
      span.end();

      await().atMost(LONG).until(() -> far.spans().count() == 1);
      assertThat(far.spans().findFirst().orElseThrow().getLinks(0).getAttributesList())
          .as("what no Collector can redact")
          .isEmpty();
      await()
          .atMost(LONG)
          .until(
              () ->
                  far.metrics().anyMatch(metric -> metric.getName().equals("node_command_total")));
      await()
          .atMost(LONG)
          .until(
              () -> far.logs().anyMatch(log -> log.getBody().getStringValue().equals("published")));

      assertThat(identity(far.resourceSpans().findFirst().orElseThrow().getResource()))
          .isEqualTo("telltale node-a")
          .isEqualTo(
              identity(
                  far.resourceMetrics()
                      .filter(
                          of ->
                              FarSide.metricsOf(of).anyMatch(m -> m.getName().startsWith("node_")))
                      .findFirst()
                      .orElseThrow()
                      .getResource()))
          .isEqualTo(identity(far.resourceLogs().findFirst().orElseThrow().getResource()));
      var line =
          far.logs()
              .filter(log -> log.getBody().getStringValue().equals("published"))
              .findFirst()
              .orElseThrow();
      assertThat(HexFormat.of().formatHex(line.getTraceId().toByteArray()))
          .isEqualTo(span.getSpanContext().getTraceId());
      assertThat(line.getSeverityText()).isEqualTo("INFO");
      assertThat(line.getTimeUnixNano()).isPositive();
      assertThat(line.getAttributesList().stream().map(KeyValue::getKey))
          .containsExactlyInAnyOrder("logger_name", "thread_name", "command");
    }
  }

  private TelemetryConfig config(OurCollector collector) throws Exception {
    return TelemetryConfig.load(
        Files.writeString(
            temp.resolve("config.toml"),
            """
            [telemetry.traces]
            enabled = true
            otlp_endpoint = "http://127.0.0.1:%d"
            [telemetry.metrics]
            enabled = true
            bind_address = "127.0.0.1:0"
            [telemetry.logs]
            file = "%s"
            """
                .formatted(
                    collector.port("COLLECTOR_OTLP_GRPC_PORT"),
                    collector.nodeLog("node-a.jsonl"))));
  }

  private static String identity(Resource resource) {
    Map<String, String> attributes = new TreeMap<>();
    for (KeyValue attribute : resource.getAttributesList()) {
      attributes.put(attribute.getKey(), attribute.getValue().getStringValue());
    }
    return attributes.get("service.name") + " " + attributes.get("service.instance.id");
  }
}
