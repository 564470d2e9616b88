package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands for a server: what counts is when it ends. */
class ServerProcessTest {
  private static final String STUBBORN = "trap '' TERM; echo up; while :; do sleep 1; done";
  private static final String OBEDIENT = "echo up; exec sleep 600";

  @TempDir Path temp;

  @Test
  void theServerEndsWhenOurProcessIsKilled() throws Exception {
    Path log = temp.resolve("server.log");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                OBEDIENT,
                log.toString())
            .redirectErrorStream(true)
            .start();
    long pid = Long.parseLong(java.inputReader().readLine());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    assertThat(server.isAlive()).isTrue();

    java.destroyForcibly().waitFor(); // SIGKILL: no shutdown hook could run

    await().atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
  }

  @Test
  void stop_endsAServerThatDoesNotListen() throws Exception {
    Path log = temp.resolve("server.log");
    ServerProcess server = ServerProcess.start(launch(STUBBORN, log));
    await().until(() -> Files.exists(log) && Files.readString(log).contains("up"));

    long before = System.nanoTime();
    server.stop(Duration.ofMillis(300));

    assertThat(server.alive()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
  }

  @Test
  void afterAStopNothingIsLeftToWatch() throws Exception {
    ServerProcess server = ServerProcess.start(launch(OBEDIENT, temp.resolve("server.log")));
    server.close();

    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .noneMatch(
                        process -> process.info().commandLine().orElse("").contains("exec 3<&0")));
  }

  @Test
  void aServerThatNeverAnswersIsReportedWithTheEndOfItsLog() throws Exception {
    Path log = temp.resolve("server.log");
    try (ServerProcess server = ServerProcess.start(launch(OBEDIENT, log))) {
      assertThatThrownBy(
              () ->
                  server.awaitReady(URI.create("http://127.0.0.1:1/ready"), Duration.ofSeconds(1)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "server: expected http://127.0.0.1:1/ready to answer 200 within 1 s, found no such answer\n  "
                  + log
                  + ":\n  up");
    }
  }

  private static Launch launch(String script, Path log) {
    return new Launch("server", List.of("/bin/sh", "-c", script), Map.of(), log);
  }

  /** Starts a server in a Java of its own, prints its pid and waits. */
  static final class Starter {
    public static void main(String[] arguments) throws Exception {
      ServerProcess server = ServerProcess.start(launch(arguments[0], Path.of(arguments[1])));
      System.out.println(server.pid());
      Thread.currentThread().join();
    }
  }
}
