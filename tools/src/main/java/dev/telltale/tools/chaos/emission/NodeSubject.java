package dev.telltale.tools.chaos.emission;

import dev.telltale.node.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A real node in a process of its own, with threads that emit numbered items through its telemetry.
 */
public final class NodeSubject {
  private NodeSubject() {}

  /**
   * Takes the node's TOML file, the emission ledger's file, the rates, and keys that win over the
   * file.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    EmissionLedger ledger = EmissionLedger.open(Path.of(arguments[1]));
    Rates rates = Rates.parse(arguments[2]);
    int code =
        Main.run(
            Path.of(arguments[0]),
            System.getenv(),
            List.of(arguments).subList(3, arguments.length),
            System.err,
            openTelemetry ->
                Harassment.beside(openTelemetry, Emitters.start(openTelemetry, ledger, rates)));
    if (code != 0) System.exit(code);
  }
}
