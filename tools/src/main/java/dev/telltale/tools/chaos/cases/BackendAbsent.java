package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.ChildProcess;
import dev.telltale.tools.chaos.bench.CommandLineNode;
import dev.telltale.tools.chaos.bench.QuietNode;
import dev.telltale.tools.chaos.bench.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** F3: nobody listens where telemetry goes when the node starts. */
final class BackendAbsent implements ChaosCase {
  private static final Duration LOOKED_AT = Duration.ofSeconds(20);
  private static final double READY_SECONDS = 3;

  @Override
  public String id() {
    return "F3";
  }

  @Override
  public String fault() {
    return "no collector at start, for traces, pushed metrics and pushed logs";
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public int seconds() {
    return 35;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    double without = ready(run, false);
    double with = ready(run, true);
    run.figure("ready_seconds", with);
    run.figure("ready_seconds_telemetry_off", without);
    // A busy machine starts any JVM slowly: what counts is what telemetry adds.
    if (with > Math.max(READY_SECONDS, without + 1)) {
      run.found(
          "ready: expected within 3 s, found "
              + with
              + " s, and "
              + without
              + " s with telemetry off");
    }
  }

  private static double ready(CaseRun run, boolean telemetry) throws IOException {
    QuietNode node = QuietNode.in(run.folder());
    long start = System.nanoTime();
    try (ChildProcess process = CommandLineNode.start(node.config(telemetry), node.output())) {
      node.awaitReady(process);
      double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
      if (telemetry) {
        node.query(10);
        Waiting.pause(run.fault(LOOKED_AT));
        for (String signal : List.of("traces", "metrics", "logs")) oneWarning(run, node, signal);
      }
      return seconds;
    }
  }

  private static void oneWarning(CaseRun run, QuietNode node, String signal) throws IOException {
    List<String> warnings = node.printed("WARN", "telemetry: " + signal + ":");
    if (warnings.size() != 1) {
      run.found(signal + ": expected one warning, found " + warnings.size() + ": " + warnings);
    }
  }
}
