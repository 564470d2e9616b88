package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.SmallDisk;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A disk of 1 MB for the log file, that fills up and has room again, three times. */
class LogDiskFullTest {
  private static final Logger log = LoggerFactory.getLogger(LogDiskFullTest.class);
  private static final int ROUNDS = 3;

  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @Test
  void everyLineIsWholeAndThere_orCountedAndSaid() throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.of(1 << 20, folder)) {
      Path file = disk.folder().resolve("node.jsonl");
      Telemetry telemetry = Configs.logsTo(file).start();
      for (int round = 0; round < ROUNDS; round++) {
        line(); // has the rest of its block to itself
        disk.fill();
        await()
            .until(
                () -> {
                  line();
                  return telemetry.status().logs().state() == SignalStatus.State.FAILING;
                });
        assertThat(telemetry.status().logs().why()).isEqualTo("No space left on device");
        for (int i = 0; i < 200; i++) {
          line();
        }
        assertThat(Files.readString(file)).endsWith("}\n");
        disk.empty();
        await()
            .until(
                () -> {
                  line();
                  return telemetry.status().logs().state() == SignalStatus.State.RUNNING;
                });
      }
      LineCounts counts = telemetry.close(Duration.ZERO).lines();
      assertThat(counts.written() + counts.notWritten()).isEqualTo(output.events().size());
      assertThat(counts.written()).isEqualTo(StandardOutput.parse(Files.readString(file)).size());
      assertThat(counts.notWritten()).isGreaterThan(ROUNDS * 200L).isEqualTo(saidToBeLost());
    }
  }

  @Test
  void roomAgainAfterALongTime_resumesWithinTwoSeconds() throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.of(1 << 20, folder)) {
      Configs configs = Configs.logsTo(disk.folder().resolve("node.jsonl"));
      try (Telemetry telemetry = Telemetry.start(configs.config(), Configs.NODE_1)) {
        disk.fill();
        await()
            .during(Duration.ofSeconds(4)) // of trying in vain, after the first lines
            .until(
                () -> {
                  line();
                  return telemetry.status().logs().lines().written() < 10;
                });
        assertThat(telemetry.status().logs().state()).isEqualTo(SignalStatus.State.FAILING);
        disk.empty();
        await()
            .atMost(Duration.ofSeconds(2))
            .until(
                () -> {
                  line();
                  return telemetry.status().logs().state() == SignalStatus.State.RUNNING;
                });
      }
    }
  }

  /** Of a length that does not divide a block. */
  private static void line() {
    log.atInfo().addKeyValue("filling", "x".repeat(777)).log("line");
  }

  private long saidToBeLost() {
    return output.lines().stream()
        .filter(line -> line.startsWith("INFO telemetry: logs: "))
        .filter(line -> line.contains(": writing again after "))
        .mapToLong(LogDiskFullTest::lost)
        .sum();
  }

  private static long lost(String line) {
    String number = line.replaceFirst(".*; ([\\d,]+) lines? (was|were) lost$", "$1");
    return Long.parseLong(number.replace(",", ""));
  }
}
