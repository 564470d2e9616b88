package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CasePorts;
import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.ChildProcess;
import dev.telltale.tools.chaos.bench.CollectorServer;
import dev.telltale.tools.chaos.bench.CommandLineNode;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.NameServer;
import dev.telltale.tools.chaos.bench.QuietNode;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.TcpProxy;
import dev.telltale.tools.chaos.bench.Waiting;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * D8: the endpoint's name is unknown when the node starts, then has an address, then another; and
 * in the end it takes long to be told.
 */
final class NamesChange implements ChaosCase {
  private static final double START_SECONDS = 3;
  private static final Duration UNKNOWN = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofSeconds(10);
  private static final Duration SLOW = Duration.ofSeconds(40);
  private static final Duration BETWEEN_CUTS = Duration.ofSeconds(8);
  private static final Duration LATE = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofSeconds(5);
  // A JVM may keep an address for 30 s; the pause between two tries is 5 s at most.
  private static final Duration MOVED = Duration.ofSeconds(35);
  private static final Duration LOOKED_FOR = Duration.ofSeconds(90);
  // A JVM keeps for 10 s that there is no such name.
  private static final Duration KNOWN = Duration.ofSeconds(20);

  private final String id;
  private final String protocol;

  private NamesChange(String id, String protocol) {
    this.id = id;
    this.protocol = protocol;
  }

  static List<ChaosCase> all() {
    return List.of(new NamesChange("D8a", "grpc"), new NamesChange("D8b", "http/protobuf"));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "endpoint's name unknown at start for 30 s, then moved, then told 3 s late for 40 s, "
        + protocol;
  }

  @Override
  public Control control() {
    return protocol.equals("grpc") ? Control.FULL : Control.NONE;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public int seconds() {
    return 200;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    InetAddress first = InetAddress.getByName("127.0.0.2");
    InetAddress second = InetAddress.getByName("127.0.0.3");
    int port = CasePorts.take();
    URI url = URI.create("http://collector.chaos.test:" + port);
    try (NameServer names = NameServer.start(run.folder());
        Destination destination = Destination.of(run)) {
      CollectorServer collector = destination.collector();
      int target = protocol.equals("grpc") ? collector.grpcPort() : collector.httpPort();
      try (TcpProxy moved = TcpProxy.at(second, port, target);
          Route route = Route.to(destination, Setup.L1.to(url, protocol).behind(names.behind()))) {
        try (TcpProxy before = TcpProxy.at(first, port, target)) {
          begin(route, names);
          names.address(first);
          route.over(KNOWN);
          run.figure("known_fresh_seconds", run.figures().getOrDefault("fresh_span_seconds", 0));
          route.last(STEADY);
          route.fault("the old address is gone");
          run.figure("connections_before", before.connections());
        }
        moves(route, names, second, moved);
        slow(route, names, moved);
        route.last(AFTER);
        Settling.of(route, Promise.EVERYTHING).settle();
      }
    }
  }

  private static void begin(Route route, NameServer names) throws IOException {
    CaseRun run = route.run();
    double without = run.control() ? 0 : withoutTelemetry(run);
    run.say("starting; no such name");
    route.collector().start();
    long start = System.nanoTime();
    route.subject().start();
    double with = seconds(start);
    run.figure("ready_seconds", with);
    run.figure("ready_seconds_telemetry_off", without);
    // A busy machine starts any JVM slowly: what counts is what telemetry adds.
    if (!run.control() && with > Math.max(START_SECONDS, without + 1)) {
      run.found(
          "ready: expected within 3 s, found %s s, and %s s with telemetry off"
              .formatted(with, without));
    }
    route.load();
    route.last(UNKNOWN);
    if (names.asked() == 0) run.found("names: expected to be asked, found that nobody asked");
    if (!run.control()
        && route.node().spans().waiting() < route.emissions().ended(ItemKind.SPANS)) {
      run.found("spool: expected all spans in it, found " + route.node().spans());
    }
  }

  private static double withoutTelemetry(CaseRun run) throws IOException {
    QuietNode node = QuietNode.in(run.folder());
    long start = System.nanoTime();
    try (ChildProcess process = CommandLineNode.start(node.config(false), node.output())) {
      node.awaitReady(process);
      return seconds(start);
    }
  }

  /** The node asks once more before it moves, so that it has the old address as long as it may. */
  private static void moves(Route route, NameServer names, InetAddress second, TcpProxy moved)
      throws IOException {
    CaseRun run = route.run();
    route.last(Duration.ofSeconds(3));
    names.address(second);
    long start = System.nanoTime();
    boolean came = Waiting.until(LOOKED_FOR, () -> moved.connections() > 0);
    run.figure("moved_seconds", seconds(start));
    if (!came || System.nanoTime() - start > MOVED.toNanos()) {
      run.found(
          "moved: expected a connection to the new address within %d s, found it after %s s"
              .formatted(MOVED.toSeconds(), came ? seconds(start) : "more than 90"));
    }
    route.over();
  }

  /** Connections are cut now and then; a name that was told less than 30 s ago is not asked for. */
  private static void slow(Route route, NameServer names, TcpProxy line) throws IOException {
    CaseRun run = route.run();
    names.late(LATE);
    route.fault("names are told 3 s late");
    long asked = names.asked();
    long end = System.nanoTime() + run.fault(SLOW).toNanos();
    while (System.nanoTime() < end) {
      Waiting.pause(run.fault(BETWEEN_CUTS));
      line.redirect(protocolPort(route));
    }
    run.figure("names_asked_slowly", names.asked() - asked);
    if (!run.shortened() && names.asked() == asked) {
      run.found("names: expected to be asked while slow, found that nobody asked");
    }
    route.over();
    names.late(Duration.ZERO);
  }

  private static int protocolPort(Route route) {
    return route.setup().protocol().equals("grpc")
        ? route.collector().grpcPort()
        : route.collector().httpPort();
  }

  private static double seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e8) / 10.0;
  }
}
