package dev.telltale.collector;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs as a child of this process. It ends with us, however we end. Whoever started
 * it closes it.
 *
 * <p>Safe for use by many threads.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
  private static final long LOG_LIMIT_BYTES = 16 << 20;
  private static final int LOG_TAIL_LINES = 15;

  // The second process holds the other end of a pipe of ours. When we end, even by SIGKILL, the
  // pipe closes and it ends
  // the server; when the server ended before, its parent is no longer $$ and nothing is killed.
  private static final String TETHER =
      """
      exec 3<&0
      (
        while read -r _ <&3; do :; done
        read -r _ _ _ parent _ </proc/self/stat
        [ "$parent" = "$$" ] && kill -TERM $$
      ) >/dev/null 2>&1 &
      exec 3<&-
      exec "$@" </dev/null
      """;

  private final Launch launch;
  private final Process process;

  private ServerProcess(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /** Starts the server so that it ends when we do. */
  public static ServerProcess start(Launch launch) throws IOException {
    return start(launch, List.of("/bin/sh", "-c", TETHER, launch.name()));
  }

  /**
   * Starts the server in a session of its own: it goes on when we end, and Ctrl-C does not reach
   * it.
   */
  public static ServerProcess startDetached(Launch launch) throws IOException {
    return start(launch, List.of("setsid"));
  }

  private static ServerProcess start(Launch launch, List<String> wrapper) throws IOException {
    Files.createDirectories(launch.log().toAbsolutePath().getParent());
    if (Files.exists(launch.log()) && Files.size(launch.log()) > LOG_LIMIT_BYTES) {
      Path older = launch.log().resolveSibling(launch.log().getFileName() + ".1");
      Files.move(launch.log(), older, StandardCopyOption.ATOMIC_MOVE);
    }
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(launch.command());
    boolean tethered = wrapper.size() > 1;
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
            .redirectInput(
                tethered
                    ? ProcessBuilder.Redirect.PIPE
                    : ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().putAll(launch.environment());
    return new ServerProcess(launch, builder.start());
  }

  public String name() {
    return launch.name();
  }

  public long pid() {
    return process.pid();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits until {@code url} answers 200.
   *
   * @throws IOException when the server ended or did not answer in time, with the last lines of its
   *     log
   */
  public void awaitReady(URI url, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!answers(url, ANSWER_LIMIT)) {
      if (ended(Duration.ofMillis(50))) {
        throw new IOException(
            launch.name()
                + ": expected "
                + url
                + " to answer, found it ended with code "
                + process.exitValue()
                + lastLines());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            launch.name()
                + ": expected "
                + url
                + " to answer 200 within "
                + limit.toSeconds()
                + " s, found no such answer"
                + lastLines());
      }
    }
  }

  /**
   * Whether {@code url} answers 200 now; waits {@code limit} at most for the connection and for the
   * answer.
   */
  public static boolean answers(URI url, Duration limit) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout((int) limit.toMillis());
      connection.setReadTimeout((int) limit.toMillis());
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // not up yet, or no longer: the caller asks again or says so
    }
  }

  /**
   * Asks the server to end, and ends it when it has not within {@code limit}.
   *
   * @return whether it ended by itself
   */
  public boolean stop(Duration limit) throws IOException {
    process.destroy();
    if (ended(limit)) {
      return true;
    }
    process.destroyForcibly();
    ended(CLOSE_LIMIT);
    return false;
  }

  /** Ends the server as a crash would, without giving it a chance to write anything. */
  public void kill() throws IOException {
    process.destroyForcibly();
    ended(CLOSE_LIMIT);
  }

  @Override
  public void close() throws IOException {
    stop(CLOSE_LIMIT);
  }

  private boolean ended(Duration limit) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new InterruptedIOException(launch.name() + ": interrupted");
    }
  }

  private String lastLines() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(launch.log()), StandardCharsets.UTF_8).lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
    return "\n  " + launch.log() + ":\n  " + String.join("\n  ", last);
  }
}
