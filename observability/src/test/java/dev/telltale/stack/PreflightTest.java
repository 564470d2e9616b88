package dev.telltale.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.collector.Checkout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path temp;

  @Test
  void aTakenPortIsNamedWithItsHolderAndTheLineToChange() throws Exception {
    StackEnv env = StackEnv.read(Checkout.find(), System.getenv()).onFreePorts(temp);
    List<String> lines = Files.readAllLines(Checkout.find().file("observability/stack.env"));
    int line = lines.indexOf("LOKI_PORT=3100") + 1;
    ProcessHandle us = ProcessHandle.current();

    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StackEnv colliding = env.with(Map.of("LOKI_PORT", "" + taken.getLocalPort()));

      assertThat(new Preflight(colliding).takenPorts(List.of(StackServer.values())))
          .singleElement()
          .asString()
          .startsWith(
              "loki: expected 127.0.0.1:"
                  + taken.getLocalPort()
                  + " to be free, found pid "
                  + us.pid()
                  + " (")
          .contains("java")
          .endsWith("; change LOKI_PORT in stack.env:" + line);
    }
    assertThat(new Preflight(env).takenPorts(List.of(StackServer.values()))).isEmpty();
  }
}
