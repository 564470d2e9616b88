package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Certificates;
import dev.telltale.tools.chaos.bench.CollectorServer;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Eavesdropper;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.bench.TcpProxy;
import dev.telltale.tools.chaos.bench.TcpProxy.Spoiling;
import dev.telltale.tools.chaos.bench.TlsEnd;
import dev.telltale.tools.chaos.bench.TlsEnds;
import dev.telltale.tools.chaos.bench.Waiting;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * D9: whoever answers at the endpoint's port is not to be trusted, in six ways, one after the
 * other. In between the right one does.
 */
final class WrongTls implements ChaosCase {
  private static final Duration EACH = Duration.ofSeconds(10);
  private static final Duration SAID = Duration.ofSeconds(20);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final String BACK = " back after ";
  private static final String DOWN = " down since ";

  private final String id;
  private final String protocol;

  /** Someone to be refused; where {@code end} is null, a server that speaks no TLS at all. */
  private record Wrong(String what, @Nullable TlsEnd end) {}

  private static final List<Wrong> ALL =
      List.of(
          new Wrong("certificate expired", TlsEnd.EXPIRED),
          new Wrong("certificate of another host", TlsEnd.OTHER_HOST),
          new Wrong("certificate of an unknown CA", TlsEnd.UNKNOWN_CA),
          new Wrong("TLS 1.0 only", TlsEnd.TLS_1_0),
          new Wrong("NULL cipher only", TlsEnd.NULL_CIPHER),
          new Wrong("plaintext", null));

  private WrongTls(String id, String protocol) {
    this.id = id;
    this.protocol = protocol;
  }

  static List<ChaosCase> all() {
    return List.of(new WrongTls("D9a", "grpc"), new WrongTls("D9b", "http/protobuf"));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "TLS wrong in " + ALL.size() + " ways for 10 s each, " + protocol;
  }

  @Override
  public Control control() {
    return protocol.equals("grpc") ? Control.FULL : Control.NONE;
  }

  @Override
  public int seconds() {
    return 180;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    Eavesdropper ear = new Eavesdropper();
    try (Destination destination = Destination.of(run)) {
      CollectorServer collector = destination.collector();
      int plain = protocol.equals("grpc") ? collector.grpcPort() : collector.httpPort();
      try (TlsEnds ends = TlsEnds.start(run.folder().resolve("tls"), plain);
          TcpProxy line = TcpProxy.to(ends.port(TlsEnd.RIGHT));
          Route route = Route.to(destination, setup(line, ends.certificates()))) {
        line.spoil(ear, Spoiling.NONE);
        route.start();
        for (Wrong wrong : ALL) {
          refused(route, line, ends, wrong, plain);
        }
        route.last(AFTER);
        run.figure("plaintext_pieces", ear.understood());
        if (ear.understood() > 0) {
          run.found("line: expected nothing of ours in plaintext, found " + ear.understood());
        }
        Settling.of(route, Promise.EVERYTHING).settle();
      }
    }
  }

  private Setup setup(TcpProxy line, Certificates certificates) {
    URI url = URI.create(line.url().toString().replace("http://", "https://"));
    return Setup.L1
        .to(url, protocol)
        .with(
            "telemetry.traces.compression=none",
            "telemetry.traces.ca_file=" + certificates.authority())
        // The control takes what the whole JVM trusts.
        .behind(
            "env",
            "JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore="
                + certificates.trusted()
                + " -Djavax.net.ssl.trustStorePassword="
                + Certificates.PASSWORD);
  }

  private static void refused(Route route, TcpProxy line, TlsEnds ends, Wrong wrong, int plain)
      throws IOException {
    CaseRun run = route.run();
    TlsEnd end = wrong.end();
    long before = lines(route).size();
    long connections = line.connections();
    route.fault(wrong.what());
    line.redirect(end == null ? plain : ends.port(end));
    route.last(EACH);
    if (!run.control()) {
      // The line names the first failure, which may be the end of the connection there was.
      boolean said = Waiting.until(SAID, () -> route.node().why().contains("TLS: "));
      run.figure(wrong.what(), route.node().why());
      if (!said) run.found(wrong.what() + ": expected the status to say so, found nothing of it");
      if (said(route, before, DOWN) == null) {
        run.found(wrong.what() + ": expected a line that it is down, found none");
      }
      if (route.node().spans().waiting() == 0) {
        run.found(wrong.what() + ": expected spans to wait, found none");
      }
    }
    if (line.connections() == connections) run.found(wrong.what() + ": was never connected to");
    line.redirect(ends.port(TlsEnd.RIGHT));
    if (end != null && ends.tookData(end)) {
      run.found(wrong.what() + ": expected it refused, found that it was sent something");
    }
    route.over();
    if (!run.control() && !Waiting.until(SAID, () -> said(route, before, BACK) != null)) {
      run.found(wrong.what() + ": expected a line that it is back, found none");
    }
  }

  private static @Nullable String said(Route route, long before, String words) throws IOException {
    return lines(route).stream()
        .skip(before)
        .filter(line -> line.contains("telemetry: traces:") && line.contains(words))
        .map(line -> line.substring(line.indexOf("telemetry: traces:")))
        .findFirst()
        .orElse(null);
  }

  private static List<String> lines(Route route) throws IOException {
    return route.run().control() ? List.of() : Files.readAllLines(route.node().output());
  }
}
