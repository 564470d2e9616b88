package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only looks a little like a secret comes out of the Collector as it went in. */
class HarmlessTextsIT {
  private static final List<String> HARMLESS =
      List.of(
          "did:dkg:local:1/0x52908400098527886e0f7030069857d2e4169ee7/17",
          "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
          "basic information about bearers of news",
          "passwords are never logged; the token count is 3; a secretary: Bob",
          "cwd=/var/lib, monkey=banana, turkey: 4",
          "GET https://peer.example:8443/p2p/v1/find?limit=10",
          "1763715600123456789",
          "node --key-file /etc/key --tokens 4");

  @TempDir Path temp;

  @Test
  void comeOutUnchanged() throws Exception {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(
                ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}))
            .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
            .setName("network.publish")
            .setTraceState("vendor=1")
            .setStatus(Status.newBuilder().setMessage("2 of 3 peers answered"));
    List<KeyValue> attributes = new ArrayList<>();
    for (String text : HARMLESS) {
      attributes.add(Secret.attribute("note." + attributes.size(), Secret.text(text)));
    }
    attributes.add(
        Secret.attribute("server.port", AnyValue.newBuilder().setIntValue(9900).build()));
    attributes.add(Secret.attribute("ratio", AnyValue.newBuilder().setDoubleValue(0.5).build()));
    attributes.add(Secret.attribute("token_count", Secret.text("3")));
    span.addAllAttributes(attributes)
        .addEventsBuilder()
        .setName("created")
        .addAllAttributes(attributes);
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    ScopeSpans.Builder scope =
        request
            .addResourceSpansBuilder()
            .addScopeSpansBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("dev.telltale").setVersion("1.2"))
            .addSpans(span);

    try (RedactedRoute route =
        RedactedRoute.start("local.yaml", OurCollector.file("local.yaml"), temp)) {
      route.collector().send("traces", request.build());
      route.awaitItems(1, 0, 0);

      assertThat(route.far().resourceSpans().findFirst().orElseThrow().getScopeSpans(0))
          .isEqualTo(scope.build());
    }
  }

  /** The hole that README.md names. When this fails it can be closed there. */
  @Test
  void attributesOfLinksAreNotLookedAt() throws Exception {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .setSpanId(ByteString.copyFrom(new byte[8]))
            .setName("task.sync");
    span.addLinksBuilder().addAttributes(SecretKind.PASSWORD.secret(1).attribute());
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);

    try (RedactedRoute route =
        RedactedRoute.start("local.yaml", OurCollector.file("local.yaml"), temp)) {
      route.collector().send("traces", request.build());
      route.awaitItems(1, 0, 0);

      assertThat(route.everything()).contains("MARK0001");
    }
  }
}
