package dev.telltale.node;

import dev.telltale.node.api.Api;
import dev.telltale.node.api.ApiListener;
import dev.telltale.node.api.CurrentTrace;
import dev.telltale.node.api.GetEndpoint;
import dev.telltale.node.api.HealthEndpoints;
import dev.telltale.node.api.PublishEndpoint;
import dev.telltale.node.api.QueryEndpoint;
import dev.telltale.node.api.StateEndpoints;
import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.command.BoundedCommandQueue;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.HttpPeerTransport;
import dev.telltale.node.network.PeerListener;
import dev.telltale.node.network.PeerTransport;
import dev.telltale.node.operation.PersistedOperations;
import dev.telltale.node.operation.StoreToPeers;
import dev.telltale.node.peer.Candidates;
import dev.telltale.node.peer.PeerClient;
import dev.telltale.node.peer.PeerDiscovery;
import dev.telltale.node.peer.PeerService;
import dev.telltale.node.peer.PeerTable;
import dev.telltale.node.peer.SignatureCheck;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.sync.PeerSyncStages;
import dev.telltale.node.sync.SyncTask;
import dev.telltale.node.task.TaskRun;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A node without telemetry, in memory, on free ports. Nothing in it runs by itself: a test says
 * when it discovers and when it syncs.
 */
public final class TestNode implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  public final NodeIdentity identity;
  public final Repository repository;
  public final TripleStore triples = Rdf4jTripleStore.inMemory();
  public final BoundedCommandQueue queue;
  public final PeerTable table;
  public final Candidates candidates = new Candidates();
  public final PeerClient client;
  public final AtomicInteger heartbeats = new AtomicInteger();

  private final AtomicLong nanos = new AtomicLong(); // each run asks everybody
  private final PersistedOperations operations;
  private final PeerListener peers;
  private final ApiListener api;
  private final PeerDiscovery discovery;
  private final SyncTask sync;
  private final ExecutorService askPeers = Executors.newCachedThreadPool();

  /** What differs from a node of the usual network with nothing in it. */
  public static final class With {
    String network = Samples.NETWORK;
    NodeIdentity identity = Samples.newIdentity();
    Repository repository = new InMemoryRepository();
    BoundedCommandQueue.Limits limits = BoundedCommandQueue.Limits.DEFAULT;
    InstantSource clock = InstantSource.system();
    PeerTransport transport = new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(2));
    List<URI> bootstrap = List.of();
    @Nullable URI saysItIsAt;

    public With network(String value) {
      network = value;
      return this;
    }

    public With identity(NodeIdentity value) {
      identity = value;
      return this;
    }

    public With repository(Repository value) {
      repository = value;
      return this;
    }

    public With limits(BoundedCommandQueue.Limits value) {
      limits = value;
      return this;
    }

    public With clock(InstantSource value) {
      clock = value;
      return this;
    }

    /** Instead of where it really listens. */
    public With saysItIsAt(URI value) {
      saysItIsAt = value;
      return this;
    }

    public With bootstrap(URI... value) {
      bootstrap = List.of(value);
      return this;
    }

    public TestNode start() throws IOException {
      return new TestNode(this);
    }
  }

  private TestNode(With with) throws IOException {
    this.identity = with.identity;
    this.repository = with.repository;
    this.queue = new BoundedCommandQueue(with.limits, System::nanoTime);
    this.table = new PeerTable(repository);
    this.operations = new PersistedOperations(repository, with.clock);
    ProjectedLog collections =
        new ProjectedLog(with.network, identity, repository, triples, with.clock);
    CollectionVerifier verifier = new CollectionVerifier(with.network);
    AtomicReference<PeerService> service = new AtomicReference<>();
    this.peers =
        PeerListener.start(
            "127.0.0.1",
            0,
            new SignatureCheck(table, with.clock),
            request -> service.get().handle(request));
    service.set(
        new PeerService(
            with.network,
            identity,
            () -> with.saysItIsAt == null ? peerUrl() : with.saysItIsAt,
            queue,
            collections,
            repository,
            table,
            candidates));
    this.client = new PeerClient(with.network, identity, peerUrl(), with.transport, with.clock);
    this.discovery =
        new PeerDiscovery(
            identity.peerId(),
            with.bootstrap,
            candidates,
            table,
            client,
            () -> nanos.addAndGet(Duration.ofHours(1).toNanos()));
    this.sync =
        new SyncTask(
            table::all,
            with.bootstrap::isEmpty,
            new PeerSyncStages(client, collections, verifier),
            repository,
            collections,
            heartbeats::incrementAndGet,
            with.clock);
    CurrentTrace noTrace = Optional::empty;
    this.api =
        ApiListener.start(
            "127.0.0.1",
            0,
            new Api(
                new PublishEndpoint(
                    queue,
                    operations,
                    collections,
                    new StoreToPeers(operations, table::all, client::store, askPeers),
                    noTrace),
                new GetEndpoint(queue, collections, table::all, client, verifier),
                new QueryEndpoint(queue, triples),
                new StateEndpoints(
                    new StateEndpoints.Self("test", peerId(), with.network, "0"),
                    repository,
                    triples,
                    table::all,
                    sync::state),
                new HealthEndpoints(List.of(), Map::of),
                noTrace));
  }

  public static With with() {
    return new With();
  }

  /** A node that is told of the nodes at {@code bootstrap}. */
  public static TestNode start(URI... bootstrap) throws IOException {
    return with().bootstrap(bootstrap).start();
  }

  public String peerId() {
    return identity.peerId();
  }

  public URI peerUrl() {
    return URI.create("http://127.0.0.1:" + peers.port());
  }

  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + api.port());
  }

  public TaskRun discover() {
    return discovery.run();
  }

  public TaskRun sync() {
    return sync.run();
  }

  /** Both know each other afterwards. */
  public void meet(TestNode other) {
    discover();
    other.discover();
  }

  @Override
  public void close() throws InterruptedException {
    api.close();
    askPeers.shutdownNow();
    peers.close();
    queue.close(CLOSE);
    operations.close(CLOSE);
    triples.close();
    repository.close();
  }
}
