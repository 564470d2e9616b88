package dev.telltale.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale get}: the triples of a collection. */
@Command(
    name = "get",
    description = "Prints a collection as N-Quads.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NodeAddress node;

  @Parameters(
      paramLabel = "UAL",
      description = "did:dkg:<network>/<publisher>/<collection>[/<asset>]")
  private String ual;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(node.client().get(ual));
    out.flush();
    return 0;
  }
}
