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
import dev.telltale.node.collection.Ual;
import dev.telltale.node.command.BoundedCommandQueue;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.config.NodeConfig;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.HttpPeerTransport;
import dev.telltale.node.network.PeerListener;
import dev.telltale.node.network.PeerTransport;
import dev.telltale.node.operation.Operations;
import dev.telltale.node.operation.PersistedOperations;
import dev.telltale.node.operation.StoreToPeers;
import dev.telltale.node.peer.Candidates;
import dev.telltale.node.peer.PeerClient;
import dev.telltale.node.peer.PeerDiscovery;
import dev.telltale.node.peer.PeerService;
import dev.telltale.node.peer.PeerTable;
import dev.telltale.node.peer.SignatureCheck;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.repository.SqliteRepository;
import dev.telltale.node.sync.PeerSyncStages;
import dev.telltale.node.sync.SyncStages;
import dev.telltale.node.sync.SyncTask;
import dev.telltale.node.task.Task;
import dev.telltale.node.task.TaskLoop;
import dev.telltale.node.telemetry.NodeTelemetry;
import dev.telltale.node.telemetry.SpanName;
import dev.telltale.node.telemetry.TelemetryFacts;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import dev.telltale.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: the one place where its parts and the telemetry round them are put together.
 *
 * <p>Whoever starts it closes it, and closes the telemetry after it.
 */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  // The peers of a node that just started are met within the first moments.
  private static final Duration FIRST_SYNC = Duration.ofSeconds(2);

  private final NodeTelemetry seen;
  private final Closing closing = new Closing();
  private final ApiListener api;
  private final PeerListener peers;
  private final String peerId;

  private Node(NodeConfig config, Telemetry telemetry, NodeTelemetry seen) throws IOException {
    this.seen = seen;
    InstantSource clock = InstantSource.system();
    CurrentTrace trace = NodeTelemetry.currentTrace();
    try {
      NodeIdentity identity = NodeIdentity.loadOrCreate(config.dataDir());
      this.peerId = identity.peerId();
      Repository repository = seen.repository(SqliteRepository.open(config.dataDir()));
      closing.last("repository", repository::close);
      TripleStore triples = seen.tripleStore(Rdf4jTripleStore.open(config.dataDir()));
      closing.last("triple store", triples::close);
      sweep(repository);

      ProjectedLog collections =
          new ProjectedLog(config.network(), identity, repository, triples, clock);
      bringIn(collections);
      CollectionVerifier verifier = new CollectionVerifier(config.network());
      BoundedCommandQueue queue =
          new BoundedCommandQueue(BoundedCommandQueue.Limits.DEFAULT, System::nanoTime);
      CommandQueue commands = seen.commandQueue(queue);
      PersistedOperations persisted = new PersistedOperations(repository, clock);
      Operations operations = seen.operations(persisted);
      closing.last("commands", () -> queue.close(CLOSE));

      PeerTable table = new PeerTable(repository);
      Candidates candidates = new Candidates();
      PeerTransport transport = seen.peerTransport(new HttpPeerTransport(CONNECT, ANSWER));
      PeerClient client =
          new PeerClient(config.network(), identity, config.advertisedUrl(), transport, clock);
      PeerService service =
          new PeerService(
              config.network(),
              identity,
              config::advertisedUrl,
              commands,
              collections,
              repository,
              table,
              candidates);
      this.peers =
          listening(
              "peer.bind_address",
              () ->
                  PeerListener.start(
                      config.peerAddress().host(),
                      config.peerAddress().port(),
                      new SignatureCheck(table, clock),
                      seen.peerHandler(service)));
      closing.last("peer listener", peers::close);

      SyncStages stages = seen.syncStages(new PeerSyncStages(client, collections, verifier));
      SyncTask sync =
          new SyncTask(
              table::all,
              config.bootstrap()::isEmpty,
              stages,
              repository,
              collections,
              seen.heartbeat(),
              clock);
      TaskLoop discovery =
          run(
              new PeerDiscovery(identity.peerId(), config.bootstrap(), candidates, table, client),
              Duration.ZERO);
      candidates.onOffer(discovery::runSoon);
      run(sync, FIRST_SYNC);

      ExecutorService askPeers = Executors.newCachedThreadPool(w -> new Thread(w, "ask-peers"));
      closing.last("peer requests", askPeers::shutdownNow);
      // Before the peers' threads: what has begun may still ask them.
      closing.last("operations", () -> persisted.close(CLOSE));
      StoreToPeers storeToPeers =
          new StoreToPeers(operations, table::all, client::store, seen.executor(askPeers));
      Api endpoints =
          new Api(
              new PublishEndpoint(commands, operations, collections, storeToPeers, trace),
              new GetEndpoint(commands, collections, table::all, client, verifier),
              new QueryEndpoint(commands, triples),
              new StateEndpoints(
                  new StateEndpoints.Self(
                      config.name(), peerId, config.network(), Version.current()),
                  repository,
                  triples,
                  table::all,
                  sync::state),
              new HealthEndpoints(
                  List.of(
                      new HealthEndpoints.Check("repository", repository::head),
                      new HealthEndpoints.Check(
                          "triple_store", () -> triples.ask(new Ual(config.network(), peerId, 1))),
                      new HealthEndpoints.Check("commands", () -> requireOpen(queue))),
                  () -> TelemetryFacts.of(telemetry)),
              trace);
      this.api =
          listening(
              "http_api.bind_address",
              () ->
                  ApiListener.start(
                      config.apiAddress().host(), config.apiAddress().port(), seen.api(endpoints)));
      closing.last("api listener", api::close);
    } catch (IOException | RuntimeException e) {
      closing.run();
      throw e;
    }
  }

  /**
   * Starts a node.
   *
   * @throws IOException when a port is taken or the identity can't be read, with where and why
   * @throws dev.telltale.node.repository.RepositoryException when the data directory is in use
   */
  public static Node start(NodeConfig config, Telemetry telemetry) throws IOException {
    NodeTelemetry seen =
        new NodeTelemetry(
            telemetry.openTelemetry(), config.network(), System::nanoTime, InstantSource.system());
    seen.showFirstValues(telemetry);
    return seen.runtime(SpanName.RUNTIME_START, () -> new Node(config, telemetry, seen));
  }

  public int apiPort() {
    return api.port();
  }

  public int peerPort() {
    return peers.port();
  }

  public String peerId() {
    return peerId;
  }

  /** Takes nothing more, finishes what was begun for a limited time, and lets go of the files. */
  @Override
  public void close() {
    try {
      seen.runtime(
          SpanName.RUNTIME_STOP,
          () -> {
            closing.run();
            return true;
          });
    } catch (IOException e) {
      throw new IllegalStateException("closing throws none", e);
    }
  }

  private interface Start<T> {
    T listen() throws IOException;
  }

  /** What can't listen says which key to change. */
  private static <T> T listening(String key, Start<T> start) throws IOException {
    try {
      return start.listen();
    } catch (IOException e) {
      throw new IOException(key + ": " + e.getMessage(), e);
    }
  }

  private static void sweep(Repository repository) {
    repository
        .failUnfinished("the node stopped before it ended")
        .forEach(
            o ->
                log.atWarn()
                    .addKeyValue("operation_id", o.id())
                    .log("operation {} was left unfinished and is failed now", o.id()));
  }

  /** Before anyone can ask: an answer from half a triple store would be a wrong one. */
  private static void bringIn(ProjectedLog collections) {
    int projected = collections.projectPending();
    if (projected > 0) {
      log.info("{} collections brought from the log into the triple store", projected);
    }
  }

  private TaskLoop run(Task task, Duration firstDelay) {
    TaskLoop loop = TaskLoop.start(seen.task(task), firstDelay);
    closing.last("task " + task.name().label(), () -> loop.close(CLOSE));
    return loop;
  }

  private static void requireOpen(BoundedCommandQueue queue) {
    if (!queue.isOpen()) throw new IllegalStateException("the node is stopping");
  }
}
