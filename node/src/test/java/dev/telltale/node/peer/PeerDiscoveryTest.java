package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.network.HttpPeerTransport;
import dev.telltale.node.peer.FakePeer.Manner;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PeerDiscoveryTest {
  private final PeerTable table = new PeerTable(new InMemoryRepository());
  private final Candidates candidates = new Candidates();
  private final PeerClient client =
      new PeerClient(
          "local:1",
          Samples.newIdentity(),
          URI.create("http://127.0.0.1:1"),
          new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(5)),
          InstantSource.system());
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(PeerDiscovery.class);
  private FakePeer fake;
  private URI url;

  @BeforeEach
  void start() throws Exception {
    fake = new FakePeer();
    url = URI.create("http://127.0.0.1:" + fake.port());
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    fake.close();
  }

  @Test
  void aPeerIsMet_lostAndBack_eachSaidOnce() {
    PeerDiscovery discovery = discovery("me", List.of(url));
    assertRun(discovery, TaskOutcome.COMPLETED, 30);
    assertThat(table.find(fake.peerId()).orElseThrow().url()).isEqualTo(url);
    assertRun(discovery, TaskOutcome.COMPLETED, 30);
    fake.manner = Manner.UNSIGNED;
    assertRun(discovery, TaskOutcome.FAILED, 1);
    assertRun(discovery, TaskOutcome.FAILED, 2);
    fake.manner = Manner.HONEST;
    assertRun(discovery, TaskOutcome.COMPLETED, 30);
    assertThat(lines.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()))
        .containsExactly(
            "INFO met " + fake.peerId() + " at " + url,
            "WARN "
                + url
                + ": expected an answer signed by its node, found 200 without; asked again later",
            "INFO " + url + " answers again");
  }

  @Test
  void whoIsMissing_isAskedLessAndLessOften() {
    fake.manner = Manner.UNSIGNED;
    PeerDiscovery discovery = discovery("me", List.of(url));
    for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
      assertRun(discovery, TaskOutcome.FAILED, seconds);
    }
    fake.manner = Manner.HONEST;
    assertRun(discovery, TaskOutcome.COMPLETED, 30);
    fake.manner = Manner.UNSIGNED;
    assertRun(discovery, TaskOutcome.FAILED, 1);
  }

  @Test
  void nobodyConfigured_isNoFailure() {
    assertRun(discovery("me", List.of()), TaskOutcome.COMPLETED, 5);
  }

  @Test
  void itselfAmongBootstrap_isNoPeer() {
    assertRun(discovery(fake.peerId(), List.of(url)), TaskOutcome.COMPLETED, 30);
    assertThat(table.all()).isEmpty();
  }

  @Test
  void whoCalledFirst_isMet() {
    candidates.offer(url);
    assertRun(discovery("me", List.of()), TaskOutcome.COMPLETED, 5);
    assertThat(table.find(fake.peerId())).isPresent();
  }

  @Test
  void aStrangersWrongUrl_isTriedOnceAndFailsNothing() {
    fake.manner = Manner.UNSIGNED;
    candidates.offer(url);
    PeerDiscovery discovery = discovery("me", List.of());
    assertRun(discovery, TaskOutcome.COMPLETED, 5);
    assertRun(discovery, TaskOutcome.COMPLETED, 5);
    assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
        .containsExactly(
            url
                + ": expected an answer signed by its node, found 200 without; who gave this URL is"
                + " not met");
  }

  private PeerDiscovery discovery(String ownPeerId, List<URI> bootstrap) {
    return new PeerDiscovery(ownPeerId, bootstrap, candidates, table, client);
  }

  private static void assertRun(PeerDiscovery discovery, TaskOutcome outcome, int nextSeconds) {
    assertThat(discovery.run()).isEqualTo(new TaskRun(outcome, Duration.ofSeconds(nextSeconds)));
  }
}
