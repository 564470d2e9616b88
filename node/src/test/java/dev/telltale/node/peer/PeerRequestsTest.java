package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.Asked;
import dev.telltale.node.TestNode;
import dev.telltale.node.collection.ManifestSigner;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.command.BoundedCommandQueue;
import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.repository.PeerRecord;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node answers to nodes that mean harm, and that nothing changes by it. */
@Timeout(60)
class PeerRequestsTest {
  private static final String NO_SIGNATURE = "application/problem+json 401 Signature needed: ";
  private static final String IDENTIFY = "{\"network\":\"local:1\",\"url\":\"http://127.0.0.1:9\"}";

  private final NodeIdentity known = Samples.newIdentity();
  private final NodeIdentity stranger = Samples.newIdentity();
  private final SignedCollection collection =
      Samples.signed(1, "<urn:a> <urn:b> \"a first\" , \"a second\" .");
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    begin(TestNode.with());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void collectionOfAPublisher_isKeptOnceAndCanBeHad() throws Exception {
    Asked first = SignedCall.of(known, PeerProtocol.STORE, json(collection)).send(node);
    Asked again = SignedCall.of(known, PeerProtocol.STORE, json(collection)).send(node);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().path("already_present").asBoolean()).isFalse();
    assertThat(again.json().path("already_present").asBoolean()).isTrue();
    assertThat(node.repository.collections()).isEqualTo(1);
    assertThat(node.triples.triples()).isEqualTo(2);
    String ual = collection.manifest().ual().toString();
    Asked got = SignedCall.of(known, PeerProtocol.GET, "{\"ual\":\"" + ual + "\"}").send(node);
    assertThat(got.text("nquads")).isEqualTo(collection.nquads());
    Asked page = SignedCall.of(known, PeerProtocol.CHANGES, "{\"after\":0}").send(node);
    assertThat(page.answer().body())
        .isEqualTo(
            "{\"entries\":[{\"position\":1,\"ual\":\"%s\",\"merkle_root\":\"%s\"}],\"head\":1}"
                .formatted(ual, collection.manifest().merkleRoot()));
  }

  @ParameterizedTest
  @EnumSource(PeerProtocol.class)
  void unsigned_refused(PeerProtocol protocol) throws Exception {
    Asked asked =
        Asked.send(
            HttpRequest.newBuilder(node.peerUrl().resolve(protocol.path()))
                .POST(HttpRequest.BodyPublishers.ofString(json(collection))));

    assertThat(asked.problem())
        .isEqualTo(NO_SIGNATURE + "telltale-peer: expected an Ed25519 key in base64");
    assertNothingChanged();
  }

  @ParameterizedTest
  @EnumSource(
      value = PeerProtocol.class,
      names = {"STORE", "GET", "CHANGES"})
  void stranger_refused(PeerProtocol protocol) throws Exception {
    assertThat(SignedCall.of(stranger, protocol, json(collection)).send(node).problem())
        .isEqualTo(
            "application/problem+json 403 Not met yet: "
                + stranger.peerId()
                + ": expected a node this one has met; identify first");
    assertNothingChanged();
  }

  @Test
  void strangerThatIdentifies_isOnlyACandidate() throws Exception {
    Asked asked = SignedCall.of(stranger, PeerProtocol.IDENTIFY, IDENTIFY).send(node);

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text("peer_id")).isEqualTo(node.peerId());
    assertThat(asked.text("url")).isEqualTo(node.peerUrl().toString());
    assertThat(node.table.all()).extracting(PeerRecord::peerId).containsExactly(known.peerId());
    assertThat(node.candidates.take(9)).containsExactly(URI.create("http://127.0.0.1:9"));
  }

  @Test
  void collectionOfAnotherNetwork_refused() throws Exception {
    Ual ual = new Ual("local:2", Samples.publisher().peerId(), 1);
    SignedCollection foreign =
        new ManifestSigner(Samples.publisher())
            .sign(ual, Samples.turtle("<urn:a> <urn:b> <urn:c> ."), Samples.PUBLISHED_AT);

    assertThat(SignedCall.of(known, PeerProtocol.STORE, json(foreign)).send(node).problem())
        .isEqualTo(
            "application/problem+json 422 Not what its publisher signed: "
                + ual
                + ": expected network local:1, found local:2");
    assertNothingChanged();
  }

  @Test
  void unknownUal_notFound() throws Exception {
    String ual = collection.manifest().ual().toString();

    assertThat(
            SignedCall.of(known, PeerProtocol.GET, "{\"ual\":\"" + ual + "\"}")
                .send(node)
                .problem())
        .isEqualTo("application/problem+json 404 Not found: " + ual + ": not in this node's log");
  }

  @Test
  void oversizedBodies_refused() throws Exception {
    String large = "x".repeat(64 * 1024 + 1);

    assertThat(SignedCall.of(known, PeerProtocol.CHANGES, large).send(node).problem())
        .isEqualTo(
            "application/problem+json 413 Content too large: body: expected at most 65536 bytes,"
                + " found more");
  }

  @Test
  void unknownProtocolAndMethod_refused() throws Exception {
    Asked path = Asked.get(node.peerUrl(), "/p2p/v1/gossip");
    Asked method = Asked.get(node.peerUrl(), "/p2p/v1/store");

    assertThat(path.problem())
        .isEqualTo(
            "application/problem+json 404 Not found: /p2p/v1/gossip: expected /p2p/v1/<protocol>");
    assertThat(method.problem())
        .isEqualTo(
            "application/problem+json 405 Method not allowed: method: expected POST, found GET");
    assertThat(method.header("Allow")).isEqualTo("POST");
  }

  @Test
  void queueFull_busy() throws Exception {
    node.close();
    begin(TestNode.with().limits(new BoundedCommandQueue.Limits(1, 1, Duration.ofMinutes(5))));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      node.queue.submit(
          new Command<>(
              CommandKind.RUN_QUERY,
              null,
              null,
              null,
              () -> {
                begun.countDown();
                return release.await(30, TimeUnit.SECONDS);
              }));
      begun.await();
    }

    Asked asked = SignedCall.of(known, PeerProtocol.STORE, json(collection)).send(node);

    release.countDown();
    assertThat(asked.problem())
        .isEqualTo("application/problem+json 503 Busy: 1 commands wait already");
    assertThat(asked.header("Retry-After")).isEqualTo("1");
    assertNothingChanged();
  }

  private void begin(TestNode.With with) throws Exception {
    node = with.start();
    node.table.met(
        new PeerRecord(
            known.peerId(), known.publicKey(), URI.create("http://127.0.0.1:9"), Instant.EPOCH));
  }

  private Asked changesAt(Instant date) throws Exception {
    return SignedCall.at(date, known, PeerProtocol.CHANGES, "{\"after\":0}").send(node);
  }

  private void assertNothingChanged() {
    assertThat(node.repository.head()).isZero();
    assertThat(node.triples.triples()).isZero();
    assertThat(node.table.all()).hasSize(1);
  }

  private static String expectedSignatureOf(NodeIdentity identity) {
    return "telltale-signature: expected the signature of this request by " + identity.peerId();
  }

  private static String json(SignedCollection collection) {
    return Wire.collection(collection).toString();
  }
}
