package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A span that goes into the Collector by OTLP comes out at Tempo's place and in the trace file. */
class SpansIT {
  @TempDir Path temp;
  private Backends backends;

  @BeforeEach
  void freePorts() throws IOException {
    backends = Backends.onFreePorts();
  }

  @Test
  void comesOutWithItsIdentityAndFields() throws Exception {
    try (FarSide far = backends.start();
        OurCollector collector =
            OurCollector.on("local.yaml", temp, backends.variables()).start()) {
      String traceId = endSpan(collector, "command.ingest");

      await().until(() -> far.spans().count() == 1);
      assertThat(far.resourceSpans().toList().toString())
          .contains("service.instance.id", "node-a", "did:dkg:local:1/0xab/7", "command.ingest");
      assertThat(collector.traceFiles()).contains(traceId, "\"node-a\"", "did:dkg:local:1/0xab/7");
    }
  }

  @Test
  void withoutTempo_theTraceFileHasTheSpanAndNothingWaits() throws Exception {
    Map<String, String> withoutTempo = new HashMap<>(backends.variables());
    withoutTempo.put("TRACE_EXPORTERS", "[file/traces]");
    try (OurCollector collector = OurCollector.on("local.yaml", temp, withoutTempo).start()) {
      String traceId = endSpan(collector, "command.ingest");

      assertThat(collector.traceFiles()).contains(traceId);
      assertThat(collector.ownMetrics()).doesNotContain("otlp_grpc/tempo");
    }
  }

  @Test
  void tempoIsDown_theSpanSurvivesAStopAndAKillOfTheCollector() throws Exception {
    OurCollector collector = OurCollector.on("local.yaml", temp, backends.variables());
    try (OurCollector first = collector.start()) {
      endSpan(first, "command.before_stop");
    }
    collector.start();
    endSpan(collector, "command.before_kill");
    collector.process().kill();

    try (FarSide far = backends.start();
        OurCollector again = collector.start()) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(far.spans().map(span -> span.getName()).distinct())
                      .containsExactlyInAnyOrder("command.before_stop", "command.before_kill"));
    }
  }

  private static String endSpan(OurCollector collector, String name) {
    Resource identity =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"), "telltale",
                AttributeKey.stringKey("service.instance.id"), "node-a"));
    OtlpGrpcSpanExporter exporter =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + collector.port("COLLECTOR_OTLP_GRPC_PORT"))
            .build();
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .setResource(identity)
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      var span =
          tracers
              .get("test")
              .spanBuilder(name)
              .setAttribute("ual", "did:dkg:local:1/0xab/7")
              .startSpan();
      span.end();
      tracers.forceFlush();
      return span.getSpanContext().getTraceId();
    }
  }
}
