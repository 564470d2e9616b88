package dev.telltale.node.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.network.PeerCall;
import dev.telltale.node.network.PeerHandler;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerRequest;
import dev.telltale.node.network.PeerTransport;
import dev.telltale.node.network.Sender;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedPeersTest {
  private static final Sender MET = new Sender("0xpeer", true, null);
  private static final Sender STRANGER = new Sender("0xother", false, null);
  private static final Sender UNSIGNED = new Sender(null, false, "telltale-signature: expected …");

  private final SeenTelemetry seen = new SeenTelemetry();

  @AfterEach
  void close() {
    seen.close();
  }

  @Test
  void aRequestBetweenNodesThatMet_isOneTrace() throws Exception {
    callThrough(MET);

    SpanData client = span(SpanKind.CLIENT);
    SpanData server = span(SpanKind.SERVER);
    assertThat(server.getTraceId()).isEqualTo(client.getTraceId());
    assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
    assertThat(server.getLinks()).isEmpty();
    assertThat(SeenTelemetry.words(server.getAttributes()))
        .isEqualTo("blockchain=local:1,peer_id=0xpeer,status=completed");
  }

  @Test
  void aStrangersTrace_isOnlyLinked() throws Exception {
    callThrough(STRANGER);
    assertOnlyLinked();
  }

  @Test
  void aTraceWithoutARightSignature_isOnlyLinked() throws Exception {
    callThrough(UNSIGNED);
    assertOnlyLinked();
  }

  @Test
  void nobodyAnswers_isFailedAndStillThrown() {
    PeerTransport dead =
        seen.telemetry.peerTransport(
            call -> {
              throw new IOException("http://127.0.0.1:1/p2p/v1/store: Connection refused");
            });

    IOException thrown = null;
    try {
      dead.call(call());
    } catch (IOException e) {
      thrown = e;
    }

    assertThat(thrown).hasMessage("http://127.0.0.1:1/p2p/v1/store: Connection refused");
    SpanData client = span(SpanKind.CLIENT);
    assertThat(client.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(SeenTelemetry.words(client.getAttributes())).contains("status=failed");
  }

  private void assertOnlyLinked() {
    SpanData client = span(SpanKind.CLIENT);
    SpanData server = span(SpanKind.SERVER);
    assertThat(server.getTraceId()).isNotEqualTo(client.getTraceId());
    assertThat(server.getParentSpanContext().isValid()).isFalse();
    assertThat(server.getLinks())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.getSpanContext().getSpanId()).isEqualTo(client.getSpanId());
              // the Collector can't redact attributes of links, so ours have none
              assertThat(link.getAttributes().isEmpty()).isTrue();
            });
  }

  private void callThrough(Sender sender) throws IOException {
    PeerHandler answering =
        seen.telemetry.peerHandler(request -> new PeerReply(200, Map.of(), new byte[0]));
    PeerTransport loop =
        seen.telemetry.peerTransport(
            call ->
                answering.handle(
                    new PeerRequest(call.protocol(), sender, call.headers(), call.body())));
    assertThat(loop.call(call()).status()).isEqualTo(200);
  }

  private static PeerCall call() {
    return new PeerCall(
        PeerProtocol.STORE,
        URI.create("http://127.0.0.1:1"),
        "0xpeer",
        new HashMap<>(),
        new byte[0]);
  }

  private SpanData span(SpanKind kind) {
    return seen.spans().stream().filter(s -> s.getKind() == kind).findFirst().orElseThrow();
  }
}
