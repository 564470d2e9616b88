package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.ChildProcess;
import dev.telltale.tools.chaos.bench.CommandLineNode;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.QuietNode;
import dev.telltale.tools.chaos.bench.Sockets;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** F2: with telemetry off there is no socket and no thread of it. Its control has it on. */
final class TelemetryOff implements ChaosCase {
  private static final String OF_TELEMETRY =
      "(?i).*(telemetry|otel|opentelemetry|spool|span|otlp|metrics|okhttp|grpc|scrape|batch).*";

  @Override
  public String id() {
    return "F2";
  }

  @Override
  public String fault() {
    return "telemetry off";
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public Naive naive() {
    return Naive.TELEMETRY_ON;
  }

  @Override
  public int seconds() {
    return 15;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    QuietNode node = QuietNode.in(run.folder());
    try (ChildProcess process = CommandLineNode.start(node.config(run.control()), node.output())) {
      node.awaitReady(process);
      node.query(50);
      Set<Integer> ports = Sockets.tcpPorts(process.pid());
      ports.removeAll(Set.of(node.apiPort(), node.peerPort()));
      Set<String> threads = new TreeSet<>(Sockets.threads(process.pid()));
      threads.removeIf(name -> !name.matches(OF_TELEMETRY));
      run.figure("threads", Sockets.threads(process.pid()).size());
      run.figure("control_lost", ports.size() + threads.size());
      if (!ports.isEmpty())
        run.found("sockets: expected none but API and peers, found ports " + ports);
      if (!threads.isEmpty()) run.found("threads: expected none of telemetry, found " + threads);
    }
  }
}
