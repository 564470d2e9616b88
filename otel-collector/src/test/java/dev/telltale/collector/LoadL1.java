package dev.telltale.collector;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What a busy node sends: 2,000 spans by OTLP and 500 lines in its log file each second. */
final class LoadL1 {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final int SPANS_A_STEP = 100;
  private static final int LINES_A_STEP = 25;

  private final OurCollector collector;
  private final Random ids = new Random(7);

  LoadL1(OurCollector collector) {
    this.collector = collector;
  }

  /**
   * Sends for {@code length}; each step at its time, so that a slow step does not lower the rate.
   */
  void run(Duration length) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int step = 0; step < length.dividedBy(STEP); step++) {
      long wait = start + step * STEP.toNanos() - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      collector.send("traces", spans());
      Files.writeString(
          collector.nodeLog("node-a.jsonl"),
          lines(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private ExportTraceServiceRequest spans() {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    spans.getScopeBuilder().setName("dev.telltale.node");
    long now = Instant.now().toEpochMilli() * 1_000_000;
    for (int i = 0; i < SPANS_A_STEP; i++) {
      Span.Builder span =
          spans
              .addSpansBuilder()
              .setTraceId(id(16))
              .setSpanId(id(8))
              .setParentSpanId(id(8))
              .setName("command.publish_collection")
              .setStartTimeUnixNano(now - 1_000_000)
              .setEndTimeUnixNano(now);
      add(span, "operation_id", "018f6a2b-77c1-7d1e-9c1c-0a4d5b1f2c3e");
      add(span, "task", "none");
      add(span, "command", "publish_collection");
      add(span, "blockchain", "local:1");
      add(span, "peer_id", "0x52908400098527886e0f7030069857d2e4169ee7");
      add(span, "ual", "did:dkg:local:1/0x52908400098527886e0f7030069857d2e4169ee7/" + i);
      add(span, "status", "completed");
      add(span, "thread.name", "command-1");
    }
    ResourceSpans.Builder resource = ResourceSpans.newBuilder().addScopeSpans(spans);
    resource
        .getResourceBuilder()
        .addAttributes(Secret.attribute("service.name", Secret.text("telltale")))
        .addAttributes(Secret.attribute("service.instance.id", Secret.text("node-a")));
    return ExportTraceServiceRequest.newBuilder().addResourceSpans(resource).build();
  }

  private String lines() {
    StringBuilder lines = new StringBuilder();
    Instant now = Instant.now();
    for (int i = 0; i < LINES_A_STEP; i++) {
      lines.append(
          """
          {"@timestamp":"%s","@version":"1","message":"stored 3 triples of did:dkg:local:1/0xab/%d in 12 ms; 2 of 3 peers answered","logger_name":"dev.telltale.node.command.PublishCollection","thread_name":"command-1","level":"INFO","level_value":20000,"service.name":"telltale","service.instance.id":"node-a","trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174","trace_flags":"01","operation_id":"018f6a2b-77c1-7d1e-9c1c-0a4d5b1f2c3e","command":"publish_collection","status":"completed"}
          """
              .formatted(now, i));
    }
    return lines.toString();
  }

  private static void add(Span.Builder span, String key, String value) {
    span.addAttributes(Secret.attribute(key, Secret.text(value)));
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    ids.nextBytes(id);
    return ByteString.copyFrom(id);
  }
}
