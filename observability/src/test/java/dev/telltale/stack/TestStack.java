package dev.telltale.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telltale.collector.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A stack for one test: on free ports, in a folder of its own. */
final class TestStack {
  private TestStack() {}

  /**
   * Nothing started yet. Without one of the servers the test is skipped, or fails where servers are
   * required; Tempo and Grafana are never required.
   */
  static Stack of(Path folder, StackServer... needed) throws IOException {
    Checkout checkout = Checkout.find();
    StackEnv env = StackEnv.read(checkout, System.getenv()).onFreePorts(folder);
    Stack stack =
        new Stack(
            checkout, env, new Servers(checkout, env, System.getenv(), line -> {}), line -> {});
    for (StackServer server : needed) {
      String sentence = server.label() + " is not there: " + server.program().howToGet();
      if ("required".equals(System.getProperty("servers")) && !server.optional()) {
        assertThat(stack.found()).as(sentence).contains(server);
      }
      assumeTrue(stack.found().contains(server), sentence);
    }
    return stack;
  }

  static Stack started(Path folder, StackServer... servers) throws IOException {
    Stack stack = of(folder, servers);
    for (StackServer server : Arrays.stream(servers).sorted().toList()) {
      stack.start(server);
    }
    return stack;
  }
}
