package dev.telltale.tools;

import dev.telltale.node.telemetry.MetricsTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code telltale metrics}: the catalogue, as METRICS.md has it. */
@Command(
    name = "metrics",
    description = "Prints every metric that a node emits, as Markdown.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class MetricsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(MetricsTable.markdown());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
