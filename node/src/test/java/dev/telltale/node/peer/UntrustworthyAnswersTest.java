package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.RunningNode;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.network.HttpPeerTransport;
import dev.telltale.node.peer.FakePeer.Manner;
import dev.telltale.node.repository.PeerRecord;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this node makes of answers that are not what it asked for. */
class UntrustworthyAnswersTest {
  private static final Ual UAL = new Ual("local:1", Samples.publisher().peerId(), 1);

  private FakePeer fake;
  private PeerRecord peer;
  private URI url;
  private final PeerClient client =
      new PeerClient(
          "local:1",
          Samples.newIdentity(),
          URI.create("http://127.0.0.1:1"),
          new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(1)),
          InstantSource.system());

  @BeforeEach
  void start() throws Exception {
    fake = new FakePeer();
    url = URI.create("http://127.0.0.1:" + fake.port());
    peer = client.identify(url).peer();
    assertThat(peer.peerId()).isEqualTo(fake.peerId());
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void unsigned() {
    fake.manner = Manner.UNSIGNED;
    assertThatThrownBy(() -> client.changes(peer, 0))
        .isInstanceOf(IOException.class)
        .hasMessage(url + ": expected an answer signed by its node, found 200 without");
  }

  @Test
  void signedByAnother() {
    fake.manner = Manner.OTHER_KEY;
    assertThatThrownBy(() -> client.changes(peer, 0))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            url + ": expected an answer of " + fake.peerId() + ", found one of 0x");
  }

  @Test
  void garbage() {
    fake.manner = Manner.GARBAGE;
    assertThatThrownBy(() -> client.changes(peer, 0))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(url + ": body: expected a JSON object, found ");
  }

  @Test
  void nothing() {
    fake.manner = Manner.SILENT;
    assertThatThrownBy(() -> client.changes(peer, 0))
        .isInstanceOf(IOException.class)
        .hasMessage(url + "/p2p/v1/changes: request timed out");
  }

  @Test
  void nobodyThere() {
    int port = RunningNode.freePort();
    PeerRecord gone =
        new PeerRecord(fake.peerId(), "", URI.create("http://127.0.0.1:" + port), Instant.EPOCH);
    assertThatThrownBy(() -> client.get(gone, UAL))
        .isInstanceOf(IOException.class)
        .hasMessage("http://127.0.0.1:" + port + "/p2p/v1/get: no connection");
  }

  @Test
  void aUrlThatCanNotBeCalled() {
    assertThatThrownBy(() -> client.identify(URI.create("http://127.0.0.1:99999")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("http://127.0.0.1:99999/p2p/v1/identify: ");
  }

  @Test
  void jsonOfAnotherShape() {
    fake.answers("changes", "{\"entries\":[],\"head\":99999999999999999999}");
    assertThatThrownBy(() -> client.changes(peer, 0))
        .isInstanceOf(IOException.class)
        .hasMessage(url + ": head: expected a whole number, 0 or more");
    fake.answers("changes", "{\"entries\":{},\"head\":1}");
    assertThatThrownBy(() -> client.changes(peer, 0))
        .isInstanceOf(IOException.class)
        .hasMessage(url + ": entries: expected at most 64");
    fake.answers("get", "{\"manifest\":1,\"nquads\":\"\"}");
    assertThatThrownBy(() -> client.get(peer, UAL))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(url + ": manifest");
  }

  @Test
  void aNodeOfAnotherNetwork() {
    fake.answers("identify", "{\"peer_id\":\"x\",\"network\":\"other:1\"}");
    assertThatThrownBy(() -> client.identify(url))
        .isInstanceOf(IOException.class)
        .hasMessage(url + ": expected a node of local:1, found one of other:1");
  }
}
