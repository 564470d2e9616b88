package dev.telltale.node;

import dev.telltale.node.config.NodeConfig;
import dev.telltale.node.repository.RepositoryException;
import dev.telltale.node.triplestore.TripleStoreException;
import dev.telltale.telemetry.Handover;
import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node as a process, until it is told to stop. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final Duration TELEMETRY_CLOSE = Duration.ofSeconds(3);

  private Main() {}

  /**
   * Runs a node and blocks until SIGTERM or SIGINT.
   *
   * @param sets {@code key=value}, which win over file and environment
   * @param err where a wrong file is told
   * @return 78 for a wrong file, 1 when the world does not let it start
   */
  public static int run(
      Path file, Map<String, String> environment, List<String> sets, PrintStream err)
      throws InterruptedException {
    NodeConfig config;
    try {
      config = NodeConfig.load(file, environment, sets);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ConfigException.EXIT_CODE;
    }
    Telemetry telemetry =
        Telemetry.start(config.telemetry(), new ServiceIdentity(config.name(), Version.current()));
    try {
      Node node = Node.start(config, telemetry);
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, telemetry, stopped)));
      sayReady(config, node, telemetry);
      stopped.await();
      return 0;
    } catch (IOException | RepositoryException | TripleStoreException e) {
      log.error("{} does not start: {}", config.name(), e.getMessage());
      telemetry.close();
      return 1;
    }
  }

  private static void sayReady(NodeConfig config, Node node, Telemetry telemetry) {
    String metrics = telemetry.metricsUri().map(uri -> ", metrics " + uri).orElse("");
    log.atInfo()
        .addKeyValue("peer_id", node.peerId())
        .log(
            "{} is ready: API http://{}:{}, peers http://{}:{}{}",
            config.name(),
            config.apiAddress().host(),
            node.apiPort(),
            config.peerAddress().host(),
            node.peerPort(),
            metrics);
  }

  private static void stop(Node node, Telemetry telemetry, CountDownLatch stopped) {
    log.info("stopping");
    node.close();
    Handover handover = telemetry.close(TELEMETRY_CLOSE);
    if (handover.complete()) log.info("stopped; all telemetry was delivered");
    stopped.countDown();
  }
}
