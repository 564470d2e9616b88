package dev.telltale.node.peer;

import static dev.telltale.node.network.PeerProtocol.CHANGES;
import static dev.telltale.node.network.PeerProtocol.GET;
import static dev.telltale.node.network.PeerProtocol.IDENTIFY;
import static dev.telltale.node.network.PeerProtocol.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.node.RawHttp;
import dev.telltale.node.RunningNode;
import dev.telltale.node.collection.ManifestJson;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.ReceivedSpan;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What other nodes, met or not, can't do to this one. */
class HostilePeersTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final SignedCollection SIGNED =
      Samples.signed(1, "<http://e/a> <http://e/p> \"one\" .");

  @TempDir private static Path folder;
  private static OtlpReceiver receiver;
  private static FakePeer met;
  private static FakePeer stranger;
  private static RunningNode node;
  private String before;

  @BeforeAll
  static void start() throws Exception {
    receiver = OtlpReceiver.http();
    met = new FakePeer();
    stranger = new FakePeer();
    node =
        RunningNode.start(
            RunningNode.file(
                folder,
                "node-a",
                RunningNode.freePort(),
                List.of(met.port()),
                """
                [telemetry.traces]
                enabled = true
                protocol = "http/protobuf"
                otlp_endpoint = "http://127.0.0.1:%d"
                """
                    .formatted(receiver.endpoint().getPort())));
    await().until(() -> node.json("/v1/peers").get("peers").size() == 1);
    assertThat(met.ask(node, STORE, store(SIGNED)).statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    node.close();
    met.close();
    stranger.close();
    receiver.close();
  }

  @BeforeEach
  void rememberState() throws Exception {
    before = node.state();
  }

  @AfterEach
  void nothingChanged() throws Exception {
    assertThat(node.state()).isEqualTo(before).isEqualTo("1 collections, 1 triples");
    assertThat(node.json("/v1/peers").get("peers").size()).isEqualTo(1);
  }

  @Test
  void anHonestRequest_isServed() throws Exception {
    assertThat(met.ask(node, CHANGES, "{\"after\":0}").statusCode()).isEqualTo(200);
    assertThat(met.ask(node, STORE, store(SIGNED)).body()).contains("\"already_present\":true");
  }

  @Test
  void unsigned() throws Exception {
    assertThat(problem(met.ask(node, CHANGES, "{\"after\":0}", Map.of())))
        .isEqualTo("401 Signature needed: telltale-peer: expected an Ed25519 key in base64");
  }

  @Test
  void tamperedBody() throws Exception {
    Map<String, String> headers = met.headers(CHANGES, "{\"after\":0}");
    assertThat(problem(met.ask(node, CHANGES, "{\"after\":1}", headers)))
        .isEqualTo(
            "401 Signature needed: telltale-signature: expected the signature of this request by "
                + met.peerId());
  }

  @Test
  void signedForAnotherProtocol() throws Exception {
    Map<String, String> headers = met.headers(GET, "{\"after\":0}");
    assertThat(problem(met.ask(node, CHANGES, "{\"after\":0}", headers)))
        .startsWith("401 Signature needed: telltale-signature: ");
  }

  @Test
  void replayed() throws Exception {
    Map<String, String> headers = met.headers(CHANGES, "{\"after\":0}");
    assertThat(met.ask(node, CHANGES, "{\"after\":0}", headers).statusCode()).isEqualTo(200);
    assertThat(problem(met.ask(node, CHANGES, "{\"after\":0}", headers)))
        .isEqualTo(
            "401 Signature needed: telltale-nonce: expected a new one, found one that was used"
                + " before");
  }

  @Test
  void staleDate() throws Exception {
    for (Duration off : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
      Instant date = Instant.now().plus(off);
      Map<String, String> headers = met.headers(CHANGES, "{\"after\":0}", date);
      assertThat(problem(met.ask(node, CHANGES, "{\"after\":0}", headers)))
          .startsWith("401 Signature needed: telltale-date: expected a time within 5 min of ");
    }
  }

  @Test
  void unknownSender() throws Exception {
    for (PeerProtocol protocol : List.of(STORE, GET, CHANGES)) {
      assertThat(problem(stranger.ask(node, protocol, "{}")))
          .isEqualTo(
              "403 Not met yet: "
                  + stranger.peerId()
                  + ": expected a node this one has met; identify first");
    }
  }

  @Test
  void foreignNetwork() throws Exception {
    String body = "{\"network\":\"other:1\",\"url\":\"http://127.0.0.1:" + stranger.port() + "\"}";
    assertThat(problem(stranger.ask(node, IDENTIFY, body)))
        .isEqualTo("409 Another network: network: expected local:1, found other:1");
  }

  @Test
  void urlsThatNobodyShouldCall_areForgotten() throws Exception {
    for (String url :
        List.of("http://127.0.0.1:99999", "file:///etc/passwd", "http://u:p@127.0.0.1:1", "::")) {
      ObjectNode body = JSON.createObjectNode().put("network", "local:1").put("url", url);
      assertThat(stranger.ask(node, IDENTIFY, body.toString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tamperedCollections() throws Exception {
    String ual = "422 Not what its publisher signed: " + SIGNED.manifest().ual() + ": expected ";
    assertThat(storeChanged(c -> c.put("nquads", SIGNED.nquads().replace("one", "two"))))
        .startsWith(ual + "Merkle root ");
    assertThat(storeChanged(c -> manifest(c).put("published_at", "2026-02-01T00:00:00.000Z")))
        .isEqualTo(ual + "the publisher's signature over the manifest, found another one");
    assertThat(storeChanged(c -> manifest(c).put("merkle_root", "0".repeat(64))))
        .isEqualTo(ual + "the publisher's signature over the manifest, found another one");
    assertThat(
            storeChanged(c -> manifest(c).put("publisher_key", Samples.newIdentity().publicKey())))
        .startsWith(ual + "the key of " + Samples.publisher().peerId());
  }

  @Test
  void theSameUalSignedTwice() throws Exception {
    SignedCollection second = Samples.signed(1, "<http://e/a> <http://e/p> \"other\" .");
    assertThat(problem(met.ask(node, STORE, store(second))))
        .isEqualTo(
            "409 Signed twice: "
                + SIGNED.manifest().ual()
                + ": expected the collection that is here, found another");
  }

  @Test
  void bodyTooLarge() throws Exception {
    String head = "POST /p2p/v1/store HTTP/1.1\r\nHost: x\r\n";
    int tooLong = 32 * 1024 * 1024 + 1;
    assertThat(RawHttp.problem(node.peerPort(), head + "Content-Length: " + tooLong + "\r\n"))
        .isEqualTo("413 Content too large: body: expected at most 33554432 bytes, found more");
  }

  @Test
  void notJson() throws Exception {
    assertThat(problem(met.ask(node, STORE, "\u0000\u0001garbage")))
        .startsWith("400 Malformed message: body: expected a JSON object, found ");
    assertThat(problem(met.ask(node, STORE, "[]")))
        .isEqualTo("400 Malformed message: body: expected a JSON object");
    assertThat(problem(met.ask(node, STORE, "")))
        .startsWith("400 Malformed message: body: expected a JSON object");
    assertThat(problem(met.ask(node, STORE, "{\"a\":".repeat(100_000))))
        .startsWith("400 Malformed message: body: expected a JSON object, found ");
    assertThat(problem(met.ask(node, STORE, "{}")))
        .isEqualTo("400 Malformed message: manifest: expected a JSON object, found nothing");
    for (String after : List.of("-1", "1.5", "\"1\"", "99999999999999999999", "null")) {
      assertThat(problem(met.ask(node, CHANGES, "{\"after\":" + after + "}")))
          .isEqualTo("400 Malformed message: after: expected a whole number, 0 or more");
    }
    assertThat(problem(met.ask(node, GET, "{\"ual\":\"x\"}")))
        .isEqualTo("400 Malformed message: ual: expected did:dkg:<network>/<address>/<number>");
  }

  @Test
  void theTraceOfAStranger_isOnlyLinked() throws Exception {
    String span = "00f067aa0ba902b7";
    Map<String, String> ofMet = met.headers(CHANGES, "{\"after\":0}");
    ofMet.put("traceparent", "00-" + TRACE + "-" + span + "-01");
    Map<String, String> ofStranger = stranger.headers(CHANGES, "{\"after\":0}");
    ofStranger.put("traceparent", "00-" + TRACE + "-" + span + "-01");
    Map<String, String> unsigned = Map.of("traceparent", "00-" + TRACE + "-" + span + "-01");

    assertThat(met.ask(node, CHANGES, "{\"after\":0}", ofMet).statusCode()).isEqualTo(200);
    assertThat(stranger.ask(node, CHANGES, "{\"after\":0}", ofStranger).statusCode())
        .isEqualTo(403);
    assertThat(stranger.ask(node, CHANGES, "{\"after\":0}", unsigned).statusCode()).isEqualTo(401);

    await().until(() -> linked().size() == 2 && continued().size() >= 1);
    assertThat(continued())
        .allSatisfy(s -> assertThat(s.attributes()).containsEntry("peer_id", met.peerId()));
    assertThat(linked())
        .allSatisfy(
            s -> {
              assertThat(s.traceId()).isNotEqualTo(TRACE);
              assertThat(s.parentSpanId()).isEmpty();
            });
  }

  private static List<ReceivedSpan> continued() {
    return receiver.spans().stream()
        .filter(s -> s.name().equals("network.changes") && s.traceId().equals(TRACE))
        .toList();
  }

  private static List<ReceivedSpan> linked() {
    return receiver.spans().stream()
        .filter(
            s ->
                s.span().getLinksList().stream()
                    .map(l -> HexFormat.of().formatHex(l.getTraceId().toByteArray()))
                    .anyMatch(TRACE::equals))
        .toList();
  }

  private static String storeChanged(UnaryOperator<ObjectNode> change) throws Exception {
    ObjectNode collection = (ObjectNode) JSON.readTree(store(SIGNED));
    change.apply(collection);
    return problem(met.ask(node, STORE, collection.toString()));
  }

  private static ObjectNode manifest(ObjectNode collection) {
    return (ObjectNode) collection.get("manifest");
  }

  private static String store(SignedCollection collection) {
    ObjectNode body = JSON.createObjectNode();
    body.set("manifest", ManifestJson.toJson(collection.manifest()));
    return body.put("nquads", collection.nquads()).toString();
  }

  private static String problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(problem.get("type").stringValue()).isEqualTo("about:blank");
    assertThat(problem.get("status").intValue()).isEqualTo(answer.statusCode());
    return answer.statusCode()
        + " "
        + problem.get("title").stringValue()
        + ": "
        + problem.get("detail").stringValue();
  }
}
