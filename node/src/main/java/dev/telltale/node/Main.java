package dev.telltale.node;

import dev.telltale.node.config.NodeConfig;
import dev.telltale.node.repository.RepositoryException;
import dev.telltale.node.triplestore.TripleStoreException;
import dev.telltale.telemetry.Handover;
import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import io.opentelemetry.api.OpenTelemetry;
import java.io.Closeable;
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

  /** What lives in the node's process besides the node, and tells about itself as the node does. */
  public interface Guest {
    /** Called when the node is ready. What is returned is closed first when the node stops. */
    Closeable start(OpenTelemetry openTelemetry);
  }

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
    return run(file, environment, sets, err, openTelemetry -> () -> {});
  }

  /** As the other, with a guest. */
  public static int run(
      Path file, Map<String, String> environment, List<String> sets, PrintStream err, Guest guest)
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
      Closeable guestInside = guest.start(telemetry.openTelemetry());
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(guestInside, node, telemetry, stopped)));
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

  private static void stop(
      Closeable guest, Node node, Telemetry telemetry, CountDownLatch stopped) {
    log.info("stopping");
    try {
      guest.close();
    } catch (IOException e) {
      log.warn("the guest does not close: {}", e.getMessage());
    }
    node.close();
    Handover handover = telemetry.close(TELEMETRY_CLOSE);
    if (handover.complete()) log.info("stopped; all telemetry was delivered");
    stopped.countDown();
  }
}
