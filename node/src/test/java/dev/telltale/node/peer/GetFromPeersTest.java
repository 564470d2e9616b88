package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.Asked;
import dev.telltale.node.TestNode;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.repository.PeerRecord;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A get of what is not here, from peers that have it, lie or are silent. */
@Timeout(60)
class GetFromPeersTest {
  private static final String TURTLE = "<urn:a> <urn:b> \"c\" .";
  private static final String UAL = Samples.signed(1, TURTLE).manifest().ual().toString();

  @Test
  void notHere_isHadFromAPeer() throws Exception {
    try (TestNode a = TestNode.start();
        TestNode b = TestNode.start(a.peerUrl())) {
      String ual = Asked.publish(a, TURTLE).text("ual");
      b.meet(a);

      Asked got = Asked.collection(b, ual);

      assertThat(got.answer().body()).isEqualTo("<urn:a> <urn:b> \"c\" .\n");
      assertThat(got.header("Telltale-Found")).isEqualTo("peer " + a.peerId());
    }
  }

  @Test
  void peerThatNeverAnswers_theGetFails() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"));
        TestNode b = TestNode.start()) {
      b.table.met(peer(Samples.newIdentity(), silent.getLocalPort()));

      assertNobodyAnswered(b);
    }
  }

  @Test
  void peerWithATamperedCollection_isPassedOverForOneThatHasIt() throws Exception {
    SignedCollection collection = Samples.signed(1, TURTLE);
    SignedCollection tampered =
        new SignedCollection(collection.manifest(), collection.nquads().replace("c", "x"));
    try (TestNode liar = TestNode.start();
        TestNode honest = TestNode.start();
        TestNode b = TestNode.start()) {
      liar.repository.append(tampered);
      for (TestNode other : new TestNode[] {liar, honest}) {
        b.candidates.offer(other.peerUrl());
        other.candidates.offer(b.peerUrl());
      }
      b.discover();
      liar.discover();
      honest.discover();

      assertNobodyAnsweredBut404(Asked.collection(b, UAL));
      honest.repository.append(collection);
      Asked got = Asked.collection(b, UAL);

      assertThat(got.answer().body()).isEqualTo(collection.nquads());
      assertThat(got.header("Telltale-Found")).isEqualTo("peer " + honest.peerId());
      b.sync();
      assertThat(b.repository.collections()).isEqualTo(1);
      assertThat(b.repository.find(collection.manifest().ual())).contains(collection);
    }
  }

  private static void assertNobodyAnswered(TestNode node) throws Exception {
    assertThat(Asked.collection(node, UAL).problem())
        .isEqualTo(
            "application/problem+json 502 No peer answered: "
                + UAL
                + ": expected here or at a peer, found not here, and 0 of 1 peers answered");
  }

  private static void assertNobodyAnsweredBut404(Asked asked) {
    assertThat(asked.status()).isEqualTo(404); // one of them did answer
  }

  private static PeerRecord peer(NodeIdentity identity, int port) {
    return new PeerRecord(
        identity.peerId(),
        identity.publicKey(),
        URI.create("http://127.0.0.1:" + port),
        Instant.EPOCH);
  }
}
