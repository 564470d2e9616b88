package dev.telltale.stack;

import dev.telltale.collector.PortHolder;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a stack before it is started. */
public final class Preflight {
  private final StackEnv env;

  public Preflight(StackEnv env) {
    this.env = env;
  }

  /**
   * One sentence for each port of {@code servers} that is taken: who holds it, and the line to
   * change.
   */
  public List<String> takenPorts(List<StackServer> servers) {
    List<String> problems = new ArrayList<>();
    for (StackServer server : servers) {
      for (String name : server.ports()) {
        int port = env.port(name);
        PortHolder.of(port)
            .ifPresent(
                holder ->
                    problems.add(
                        server.label()
                            + ": expected 127.0.0.1:"
                            + port
                            + " to be free, found "
                            + holder
                            + "; change "
                            + name
                            + " in "
                            + env.lineOf(name)));
      }
    }
    return problems;
  }
}
