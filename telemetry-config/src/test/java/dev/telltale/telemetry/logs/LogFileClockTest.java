package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.Backoff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A clock that is set back does not make the log file wait for the time that it has been. */
class LogFileClockTest {
  private static final Logger log = LoggerFactory.getLogger("dev.telltale.node");
  private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));

  @TempDir Path temp;
  private volatile Instant now = Instant.parse("2026-11-21T09:00:00Z");

  @Test
  void setBackWhileTheFileCantBeOpened_itIsTriedAgainSoon() throws Exception {
    Path folder = Files.createFile(temp.resolve("logs")); // no folder yet
    Path file = folder.resolve("service.jsonl");
    try (StandardOutput ignored = new StandardOutput()) {
      LogsConfig config = new LogsConfig(LogFormat.JSON, LogLevel.INFO, file);
      LogLines lines = LogLines.start(config, "checkout", "node-1", SOON, () -> now);
      log.info("lost");
      assertThat(lines.lines().notWritten()).isPositive();
      now = now.minusSeconds(3600);
      Files.delete(folder);
      Files.createDirectory(folder);
      await()
          .untilAsserted(
              () -> {
                log.info("here");
                assertThat(Files.exists(file)).isTrue();
              });
      lines.close();
    }
  }
}
