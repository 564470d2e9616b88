package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.PeerCall;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerTransport;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node believes of what others answer. */
class PeerAnswersTest {
  private static final URI URL = URI.create("http://peer:1");
  private static final String NOT_SIGNED =
      "http://peer:1: expected an answer signed by its node, found 200 without";

  private final NodeIdentity peer = Samples.newIdentity();
  private final PeerRecord record =
      new PeerRecord(peer.peerId(), peer.publicKey(), URL, Instant.EPOCH);
  private final SignedCollection collection = Samples.signed(1, "<urn:a> <urn:b> <urn:c> .");

  @Test
  void signedAnswer_isBelieved() throws Exception {
    String page = "{\"entries\":[],\"head\":7}";

    assertThat(client(call -> signed(peer, call, 200, page)).changes(record, 7).head())
        .isEqualTo(7);
  }

  @Test
  void storedAnswer_returns() throws Exception {
    client(call -> signed(peer, call, 200, "{}")).store(record, collection);
  }

  @Test
  void signedNotFound_isNothing() throws Exception {
    assertThat(
            client(call -> signed(peer, call, 404, "{\"status\":404}"))
                .get(record, collection.manifest().ual()))
        .isEmpty();
  }

  @Test
  void moreEntriesThanAPageHas_isNotBelieved() {
    String entry =
        "{\"position\":1,\"ual\":\"" + collection.manifest().ual() + "\",\"merkle_root\":\"\"}";
    String page = "{\"entries\":[" + (entry + ",").repeat(64) + entry + "],\"head\":1}";

    assertRefused(
        call -> signed(peer, call, 200, page), "http://peer:1: entries: expected at most 64");
  }

  @Test
  void answerToAnotherRequest_isNotBelieved() {
    assertRefused(
        call -> {
          call.headers().put(SignedText.NONCE, "0".repeat(32));
          return signed(peer, call, 200, "{\"entries\":[],\"head\":0}");
        },
        NOT_SIGNED);
  }

  @Test
  void answerWhoseStatusWasChanged_isNotBelieved() {
    assertRefused(
        call -> {
          PeerReply refusal = signed(peer, call, 503, "{\"entries\":[],\"head\":0}");
          return new PeerReply(200, refusal.headers(), refusal.body());
        },
        NOT_SIGNED);
  }

  @Test
  void answerWhoseBodyWasChanged_isNotBelieved() {
    assertRefused(
        call -> {
          PeerReply answer = signed(peer, call, 200, "{\"entries\":[],\"head\":0}");
          byte[] other = "{\"entries\":[],\"head\":9}".getBytes(StandardCharsets.UTF_8);
          return new PeerReply(200, answer.headers(), other);
        },
        NOT_SIGNED);
  }

  @Test
  void refusal_saysWhatThePeerSaidInALimitedLength() {
    assertThatThrownBy(() -> changes(call -> signed(peer, call, 503, "x".repeat(10_000))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "http://peer:1/p2p/v1/changes: expected 200, found 503 " + "x".repeat(300) + "…");
  }

  private void assertRefused(PeerTransport transport, String message) {
    assertThatThrownBy(() -> changes(transport))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  private void changes(PeerTransport transport) throws IOException {
    client(transport).changes(record, 0);
  }

  private static PeerClient client(PeerTransport transport) {
    return new PeerClient(
        Samples.NETWORK,
        Samples.newIdentity(),
        URI.create("http://own:1"),
        transport,
        InstantSource.system());
  }

  private static PeerReply signed(NodeIdentity by, PeerCall call, int status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    byte[] signature =
        by.sign(SignedText.answer(status, call.headers().get(SignedText.NONCE), body));
    Map<String, String> headers = new HashMap<>();
    headers.put(SignedText.PEER, by.publicKey());
    headers.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(signature));
    return new PeerReply(status, headers, body);
  }
}
