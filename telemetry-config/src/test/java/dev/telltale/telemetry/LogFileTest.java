package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines in a file, for the Collector to read. */
class LogFileTest {
  private static final Logger log = LoggerFactory.getLogger(LogFileTest.class);

  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @Test
  void lines_areThereWhenTheStatementReturns() throws IOException {
    Path file = folder.resolve("logs/new/node.log");
    Configs configs = Configs.logsTo(file);
    configs.format = LogFormat.TEXT; // the file has JSON all the same
    Telemetry telemetry = configs.start();
    log.info("één");
    assertThat(messages(file)).containsExactly("één");
    assertThat(Files.readString(file)).endsWith("}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(telemetry.status().logs().where()).isEqualTo(file.toString());
    assertThat(telemetry.status().logs().lastDelivery()).isNotNull();
    assertThat(telemetry.close(java.time.Duration.ZERO).lines()).isEqualTo(new LineCounts(1, 0));
    log.info("only on standard output");
    assertThat(messages(file)).hasSize(1);
  }

  @Test
  void halfALineOfACrash_isCutOffAndSaid() throws IOException {
    Path file = folder.resolve("node.log");
    Files.writeString(file, "{\"message\":\"whole\"}\n{\"mess");
    try (Telemetry telemetry = Configs.logsTo(file).start()) {
      log.info("next");
    }
    assertThat(messages(file)).containsExactly("whole", "next");
    assertThat(output.lines())
        .containsExactly(
            "INFO telemetry: logs: "
                + file
                + ": cut off half a line of 6 bytes: its statement never returned",
            "INFO next");
  }

  @Test
  void interruptedThread_losesNoLineAndStaysInterrupted() throws IOException {
    Path file = folder.resolve("node.log");
    try (Telemetry telemetry = Configs.logsTo(file).start()) {
      Thread.currentThread().interrupt();
      log.info("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      log.info("not interrupted");
    }
    assertThat(messages(file)).containsExactly("interrupted", "not interrupted");
    assertThat(output.lines()).hasSize(2);
  }

  @Test
  void fileCannotBeOpened_logsOffUntilItCan() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("logs"), "a file where a folder should be");
    Path file = inTheWay.resolve("node.log");
    try (Telemetry telemetry = Configs.logsTo(file).start()) {
      assertThat(telemetry.status().off())
          .extracting(Object::toString)
          .containsExactly("logs off: " + file + ": expected a folder, found " + inTheWay);
      log.info("lost to the file");

      Files.delete(inTheWay);
      await()
          .until(
              () -> {
                log.info("again");
                return telemetry.status().off().isEmpty();
              });
      LineCounts counts = telemetry.status().logs().lines();
      assertThat(counts.notWritten()).isPositive();
      assertThat(counts.written()).isEqualTo(messages(file).size());
    }
    assertThat(messages(file).get(0)).isEqualTo("again");
    assertThat(output.lines().get(0))
        .isEqualTo(
            "WARN telemetry: logs off: "
                + file
                + ": expected a folder, found "
                + inTheWay
                + "; retrying, the service runs without it");
    assertThat(output.lines())
        .anyMatch(
            line ->
                line.matches(
                    "INFO telemetry: logs: \\S+: writing after \\S+ s; \\d+ lines? (was|were) lost"));
  }

  @Test
  void diskFull_countedAndSaidOnce() {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "/dev/full is Linux's");
    try (Telemetry telemetry = Configs.logsTo(full).start()) {
      for (int i = 0; i < 5; i++) {
        log.info("line");
      }
      SignalStatus status = telemetry.status().logs();
      assertThat(status.state()).isEqualTo(SignalStatus.State.FAILING);
      assertThat(status.why()).isEqualTo("No space left on device");
      assertThat(status.lines()).isEqualTo(new LineCounts(0, 6));
    }
    assertThat(output.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .containsExactly(
            "WARN telemetry: logs: /dev/full: not written: No space left on device; retrying,"
                + " lines are counted as lost");
  }

  private static List<String> messages(Path file) throws IOException {
    return StandardOutput.parse(Files.readString(file)).stream()
        .map(line -> line.get("message").toString())
        .toList();
  }
}
