package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.SamplerKind;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.ReceivedSpan;
import dev.telltale.telemetry.testing.Reply;
import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans on their way to a collector that answers. */
class TracesTest {
  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void span_arrivesWithItsResourceAndHeaders(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      configs.compression = Compression.GZIP;
      configs.resource = Map.of("deployment.environment.name", "prod");
      configs.headersFile = folder.resolve("headers");
      Files.writeString(
          configs.headersFile, "# ours\nauthorization: Bearer s3cret\n\nx-scope: a b");

      Telemetry telemetry = configs.start();
      end(telemetry, "command.ingest");
      await().atMost(Duration.ofSeconds(5)).until(() -> receiver.spans().size() == 1);

      ReceivedSpan span = receiver.spans().get(0);
      assertThat(span.name()).isEqualTo("command.ingest");
      assertThat(span.resource())
          .containsEntry("service.name", "checkout")
          .containsEntry("service.instance.id", "node-1")
          .containsEntry("service.version", "0.1.0")
          .containsEntry("deployment.environment.name", "prod")
          .containsEntry("telemetry.sdk.language", "java")
          .containsKeys("telemetry.sdk.name", "telemetry.sdk.version")
          .hasSize(7);
      assertThat(receiver.requestHeaders().get(0))
          .containsEntry("authorization", "Bearer s3cret")
          .containsEntry("x-scope", "a b")
          .containsEntry(grpc ? "grpc-encoding" : "content-encoding", "gzip");
      // The receiver has the span a moment before its answer is here.
      await().until(() -> telemetry.status().traces().lastDelivery() != null);
      assertThat(telemetry.status().traces().state()).isEqualTo(SignalStatus.State.RUNNING);
      assertThat(telemetry.close(Duration.ofSeconds(20)).traces()).isEqualTo(Books.of(1, 1));
      assertThat(output.text()).isEmpty();
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void spansEndedJustBeforeClose_allArrive(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
      for (int i = 0; i < 2_000; i++) {
        end(telemetry, "task.sync");
      }
      Handover handover = telemetry.close(Duration.ofSeconds(10));

      assertThat(handover.of(Signal.TRACES)).isEqualTo(Books.of(2_000, 2_000));
      assertThat(handover.complete()).isTrue();
      assertThat(receiver.spans()).hasSize(2_000);
      assertThat(telemetry.close(Duration.ZERO)).isSameAs(handover);
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void collectorRejectsSome_countedAndSaid(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      receiver.reply(Reply.rejecting(2, "name too long\nby far"));
      Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
      for (int i = 0; i < 5; i++) {
        end(telemetry, "task.sync");
      }
      assertThat(telemetry.close(Duration.ofSeconds(20)).traces())
          .isEqualTo(Books.of(5, 3, DropReason.REJECTED));
      assertThat(output.lines())
          .containsExactly(
              "WARN telemetry: traces: "
                  + where(receiver)
                  + ": 2 spans lost: 2 rejected (name too long by far)");
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void wrongToken_spansWaitUntilItIsAccepted(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      receiver.reply(Reply.UNAUTHORIZED);
      Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
      end(telemetry, "task.sync");
      await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
      assertThat(telemetry.status().traces().why())
          .isEqualTo(grpc ? "gRPC UNAUTHENTICATED" : "HTTP 401");
      await().until(() -> receiver.requestHeaders().size() > 3);

      receiver.reply(Reply.ACCEPT);
      await().until(() -> receiver.spans().size() == 1);
      assertThat(telemetry.close(Duration.ofSeconds(20)).traces()).isEqualTo(Books.of(1, 1));
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void batchThatCanNeverBeTaken_doesNotStopTheNext(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      receiver.reply(Reply.BAD_REQUEST);
      Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
      end(telemetry, "poison");
      await().until(() -> telemetry.status().traces().counts().dropped(DropReason.REJECTED) == 1);

      receiver.reply(Reply.ACCEPT);
      end(telemetry, "task.sync");
      await().until(() -> receiver.spanNames().equals(java.util.List.of("task.sync")));
      telemetry.close();
      assertThat(output.lines())
          .hasSize(1)
          .element(0)
          .asString()
          .startsWith(
              "WARN telemetry: traces: "
                  + where(receiver)
                  + ": 1 span lost: 1 rejected ("
                  + (grpc ? "gRPC INVALID_ARGUMENT" : "HTTP 400")
                  + ")");
    }
  }

  @Test
  void linksOfASpan_arriveWithoutAttributes() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http();
        Telemetry telemetry = Configs.tracesTo(false, receiver.endpoint()).start()) {
      Tracer tracer = telemetry.openTelemetry().getTracer("test");
      Span other = tracer.spanBuilder("other").startSpan();
      Attributes secret = Attributes.of(AttributeKey.stringKey("token"), "s3cret");
      tracer.spanBuilder("linked").addLink(other.getSpanContext(), secret).startSpan().end();
      await().until(() -> receiver.spanNames().equals(java.util.List.of("linked")));
      assertThat(receiver.spans().get(0).span().getLinks(0).getAttributesList()).isEmpty();
    }
  }

  @Test
  void unsampledSpans_areNotCounted() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      Configs configs = Configs.tracesTo(false, receiver.endpoint());
      configs.sampler = SamplerKind.TRACEIDRATIO;
      configs.ratio = 0;
      Telemetry telemetry = configs.start();
      end(telemetry, "task.sync");
      assertThat(telemetry.close(Duration.ofSeconds(20)).traces()).isEqualTo(LedgerCounts.NONE);
      assertThat(receiver.requestHeaders()).isEmpty();
    }
  }

  @Test
  void userAndPasswordInTheEndpoint_areNotShown() {
    Configs configs =
        Configs.tracesTo(false, URI.create("http://ann:s3cret@127.0.0.1:1/v1/traces?key=s3cret"));
    try (Telemetry telemetry = configs.start()) {
      assertThat(telemetry.status().traces().where()).isEqualTo("http://127.0.0.1:1/v1/traces");
    }
  }

  private static String where(OtlpReceiver receiver) {
    return receiver.endpoint().toString();
  }

  private static void end(Telemetry telemetry, String name) {
    Tracer tracer = telemetry.openTelemetry().getTracer("test");
    tracer.spanBuilder(name).startSpan().end();
  }
}
