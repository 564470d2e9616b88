package dev.telltale.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the servers say of themselves. */
public final class StackLogs {
  private final StackEnv env;

  public StackLogs(StackEnv env) {
    this.env = env;
  }

  public Path file(StackServer server) {
    return Launches.logFile(env, server);
  }

  /** The last lines of a server's log; none when it has never run. */
  public List<String> tail(StackServer server, int lines) throws IOException {
    Path file = file(server);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> all =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }
}
