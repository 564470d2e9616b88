package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.Telltale;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code telltale run}, as an operator starts a node. */
public final class CommandLineNode {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private CommandLineNode() {}

  /**
   * How it ended.
   *
   * @param printed on both outputs
   */
  public record Ended(int code, String printed, Duration took) {}

  /** Starts a node that is expected to end by itself. */
  public static Ended runToEnd(Path config) throws IOException {
    Path output = config.resolveSibling(config.getFileName() + ".out");
    List<String> command =
        JavaLaunch.of(Telltale.class, output, "run", "--config", config.toString()).command();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(config + ": expected the node to end, found it running after 60 s");
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), took);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("node: interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts a node that goes on. */
  public static ChildProcess start(Path config, Path output) throws IOException {
    return ChildProcess.start(
        JavaLaunch.of(Telltale.class, output, "run", "--config", config.toString()));
  }
}
