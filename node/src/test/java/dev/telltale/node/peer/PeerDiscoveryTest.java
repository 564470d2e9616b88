package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.TestNode;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.HttpPeerTransport;
import dev.telltale.node.network.PeerCall;
import dev.telltale.node.network.PeerListener;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerRequest;
import dev.telltale.node.network.Sender;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.PeerRecord;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerDiscoveryTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  @Test
  void nodeOfBootstrap_isMet_andMeetsTheOneThatCalled() throws Exception {
    try (TestNode a = TestNode.start();
        TestNode b = TestNode.start(a.peerUrl())) {
      assertThat(b.discover()).isEqualTo(completed(30));
      assertThat(ids(b)).containsExactly(a.peerId() + " " + a.peerUrl());
      assertThat(ids(a)).isEmpty(); // what it was told is not yet proven

      assertThat(a.discover()).isEqualTo(completed(5));
      assertThat(ids(a)).containsExactly(b.peerId() + " " + b.peerUrl());
    }
  }

  @Test
  void nodeInItsOwnBootstrap_isNotItsPeer() throws Exception {
    try (TestNode a = TestNode.start()) {
      a.candidates.offer(a.peerUrl());

      assertThat(a.discover().outcome()).isEqualTo(TaskOutcome.COMPLETED);
      assertThat(ids(a)).isEmpty();
    }
  }

  @Test
  void nobodyAnswers_failsAndAsksLessAndLessOften() throws Exception {
    try (TestNode a = TestNode.start(NOBODY)) {
      long[] seconds = new long[7];
      for (int i = 0; i < seconds.length; i++) {
        TaskRun run = a.discover();
        assertThat(run.outcome()).isEqualTo(TaskOutcome.FAILED);
        seconds[i] = run.nextDelay().toSeconds();
      }
      assertThat(seconds).containsExactly(1, 2, 4, 8, 16, 30, 30);
    }
  }

  @Test
  void urlsThatStrangersName_areAskedAFewAtATime() throws Exception {
    try (ServerSocket one = new ServerSocket(0);
        TestNode a = TestNode.start()) {
      for (int i = 0; i < 100; i++) {
        a.candidates.offer(URI.create("http://127.0.0.1:1/" + i));
      }
      a.candidates.offer(URI.create("http://127.0.0.1:" + one.getLocalPort()));

      assertThat(a.discover()).isEqualTo(completed(1)); // they are nobody's failure
      assertThat(a.candidates.take(1000)).hasSize(60);
    }
  }

  @Test
  void urlThatCanNotBeAsked_doesNotEndTheRun() throws Exception {
    try (TestNode a = TestNode.start()) {
      a.candidates.offer(URI.create("http://127.0.0.1:70000"));

      assertThat(a.discover().outcome()).isEqualTo(TaskOutcome.COMPLETED);
    }
  }

  @Test
  void fullTable_meetsOnlyWhomTheOperatorNamed() throws Exception {
    try (TestNode a = TestNode.start();
        TestNode b = TestNode.start();
        TestNode c = TestNode.start(a.peerUrl())) {
      for (int i = 0; i < 128; i++) c.table.met(record(Samples.newIdentity(), NOBODY));
      c.candidates.offer(b.peerUrl());

      c.discover();

      assertThat(c.table.find(a.peerId())).isPresent();
      assertThat(c.table.find(b.peerId())).isEmpty();
      assertThat(c.table.all()).hasSize(129);
    }
  }

  @Test
  void strangerThatCalls_doesNotMakeTheNodeAskEverybodyAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Candidates candidates = new Candidates();
    PeerClient client =
        new PeerClient(
            Samples.NETWORK,
            Samples.newIdentity(),
            NOBODY,
            call -> {
              asked.incrementAndGet();
              throw new IOException("nobody");
            },
            InstantSource.system());
    PeerTable table = new PeerTable(new InMemoryRepository());
    PeerDiscovery discovery =
        new PeerDiscovery("0x0", List.of(NOBODY), candidates, table, client, () -> 0);
    discovery.run();
    assertThat(asked).hasValue(1);

    candidates.offer(URI.create("http://127.0.0.1:2"));

    assertThat(discovery.run()).isEqualTo(completed(1));
    assertThat(asked).hasValue(2); // the newcomer alone
  }

  @Test
  void relayInFrontOfAPeerThatNamesAnotherUrl_doesNotTakeItsPlace() throws Exception {
    try (TestNode a = TestNode.start();
        TestNode b = TestNode.with().saysItIsAt(NOBODY).start()) {
      PeerDiscovery discovery =
          new PeerDiscovery(a.peerId(), List.of(), a.candidates, a.table, a.client, () -> 0);
      a.candidates.offer(b.peerUrl());
      discovery.run();
      assertThat(ids(a)).containsExactly(b.peerId() + " " + b.peerUrl());
      try (PeerListener relay = relayTo(b.peerUrl())) {
        a.candidates.offer(URI.create("http://127.0.0.1:" + relay.port()));

        discovery.run(); // too early to ask b itself again

        assertThat(ids(a)).containsExactly(b.peerId() + " " + b.peerUrl());
      }
    }
  }

  @Test
  void relayInFrontOfAPeer_doesNotTakeItsPlace() throws Exception {
    try (TestNode a = TestNode.start();
        TestNode b = TestNode.start()) {
      try (PeerListener relay = relayTo(b.peerUrl())) {
        URI relayUrl = URI.create("http://127.0.0.1:" + relay.port());
        a.candidates.offer(relayUrl);
        a.discover();
        assertThat(ids(a)).containsExactly(b.peerId() + " " + b.peerUrl());

        a.candidates.offer(relayUrl); // and again, now that it is known
        a.discover();
        assertThat(ids(a)).containsExactly(b.peerId() + " " + b.peerUrl());
      }
    }
  }

  /** Hands everything on as it comes, as somebody in the middle would. */
  private static PeerListener relayTo(URI url) throws IOException {
    HttpPeerTransport transport =
        new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(5));
    return PeerListener.start(
        "127.0.0.1",
        0,
        (protocol, headers, body) -> new Sender(null, false, null),
        request -> handOn(transport, url, request));
  }

  private static PeerReply handOn(HttpPeerTransport transport, URI url, PeerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(
            (n, v) -> {
              if (n.startsWith("telltale-")) headers.put(n, v);
            });
    try {
      return transport.call(new PeerCall(request.protocol(), url, null, headers, request.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TaskRun completed(int nextSeconds) {
    return new TaskRun(TaskOutcome.COMPLETED, Duration.ofSeconds(nextSeconds));
  }

  private static PeerRecord record(NodeIdentity identity, URI url) {
    return new PeerRecord(identity.peerId(), identity.publicKey(), url, Instant.EPOCH);
  }

  private static Iterable<String> ids(TestNode node) {
    return node.table.all().stream().map(p -> p.peerId() + " " + p.url()).toList();
  }
}
