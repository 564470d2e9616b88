package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log file is renamed when it is full, by us or by somebody else; no line is lost for it. */
class LogRotationTest {
  private static final Logger log = LoggerFactory.getLogger(LogRotationTest.class);

  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @Test
  void everyLineIsInOneFile_noneLargerThanItMayBe() throws IOException {
    Path file = folder.resolve("node.jsonl");
    try (Telemetry telemetry = rotating(file, 5_000, 1 << 20)) {
      numbered(0, 500);
      assertThat(telemetry.status().logs().lines().written()).isEqualTo(500);
    }
    List<Path> files = inOrder(file);
    assertThat(files).hasSizeGreaterThan(10);
    assertThat(files)
        .allSatisfy(
            each -> {
              assertThat(Files.size(each)).isLessThanOrEqualTo(5_000);
              assertThat(Files.readString(each)).endsWith("}\n");
            });
    assertThat(files.subList(0, files.size() - 1))
        .allSatisfy(
            each ->
                assertThat(each.getFileName().toString())
                    .matches("node\\.jsonl\\.\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}Z"));
    assertThat(messages(files)).isEqualTo(numbers(0, 500));
  }

  /** A reader that knows files by their first 1,000 bytes takes no two for one. */
  @Test
  void filesWithEqualMessages_beginDifferently() throws IOException {
    Path file = folder.resolve("node.jsonl");
    try (Telemetry telemetry = rotating(file, 1_500, 1 << 20)) {
      for (int i = 0; i < 300; i++) {
        log.info("same");
      }
    }
    List<Path> files = inOrder(file);
    assertThat(files).hasSizeGreaterThan(30);
    assertThat(files)
        .extracting(each -> Files.readString(each).substring(0, 50))
        .doesNotHaveDuplicates();
  }

  @Test
  void aboveTheTotal_theOldestGoesAndThatIsSaid() throws IOException {
    Path file = folder.resolve("node.jsonl");
    Path others = Files.writeString(folder.resolve("node.jsonl.1"), "x".repeat(30_000));
    try (Telemetry telemetry = rotating(file, 5_000, 20_000)) {
      numbered(0, 200);
    }
    List<Path> files = inOrder(file);
    files.remove(others);
    long total = 0;
    for (Path each : files) {
      total += Files.size(each);
    }
    assertThat(total).isBetween(10_000L, 20_000L);
    assertThat(others).exists();
    List<String> kept = messages(files).stream().filter(each -> each.matches("\\d+")).toList();
    assertThat(kept).isEqualTo(numbers(200 - kept.size(), 200));
    List<String> said = output.lines().stream().filter(line -> line.contains("deleted")).toList();
    assertThat(said.get(1))
        .matches(
            "INFO telemetry: logs: \\Q"
                + file
                + "\\E: deleted node\\.jsonl\\.\\S+Z \\(4,\\d{3} bytes\\), the 2\\. since the start:"
                + " all files together may have 20,000 bytes; whether it was read before is not"
                + " known here");
  }

  @Test
  void filesLeftByTheLastProcess_countToo() throws IOException {
    Path old = folder.resolve("node.jsonl.2026-11-21T09-00-00.000Z");
    Files.writeString(old, "x".repeat(30_000) + "\n");
    Path present = Files.writeString(folder.resolve("node.jsonl"), "y".repeat(6_000) + "\n");
    try (Telemetry telemetry = rotating(present, 5_000, 20_000)) {
      log.info("first");
    }
    assertThat(old).doesNotExist();
    assertThat(messages(List.of(present))).contains("first");
    assertThat(inOrder(present)).hasSize(2);
  }

  @Test
  void largerThanAFile_isALineAllTheSame() throws IOException {
    Path file = folder.resolve("node.jsonl");
    try (Telemetry telemetry = rotating(file, 100, 1 << 20)) {
      numbered(0, 3);
    }
    assertThat(messages(inOrder(file))).isEqualTo(numbers(0, 3));
    assertThat(inOrder(file)).hasSize(3);
  }

  @Test
  void deletionsThatAreThemselvesTooLarge_comeToAnEnd() throws IOException {
    Path file = folder.resolve("node.jsonl");
    try (Telemetry telemetry = rotating(file, 100, 300)) {
      numbered(0, 50);
    }
    assertThat(inOrder(file)).hasSize(1);
    assertThat(output.lines()).contains("INFO 49");
  }

  @Test
  void cannotBeRenamed_goesOnInTheOldFile() throws IOException {
    Path file = folder.resolve("n".repeat(240)); // with the time in it the name is too long
    try (Telemetry telemetry = rotating(file, 5_000, 1 << 20)) {
      numbered(0, 100);
      await() // for some more attempts
          .during(Duration.ofMillis(200))
          .until(
              () -> {
                log.info("more");
                return telemetry.status().logs().lines().notWritten() == 0;
              });
    }
    assertThat(messages(List.of(file)).stream().filter(each -> each.matches("\\d+")))
        .isEqualTo(numbers(0, 100));
    assertThat(output.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .containsExactly(
            "WARN telemetry: logs: "
                + file
                + ": not renamed: File name too long; retrying, lines go on into the old file");
  }

  @Test
  void renamedOrDeletedBySomebodyElse_isBegunAnewWithinASecond() throws IOException {
    Path file = folder.resolve("node.jsonl");
    Path renamed = folder.resolve("node.jsonl.1");
    try (Telemetry telemetry = rotating(file, 1 << 20, 1 << 20)) {
      log.info("first");
      Files.move(file, renamed);
      untilBack(file);
      assertThat(messages(List.of(renamed))).startsWith("first");

      Files.delete(file);
      untilBack(file);

      Files.move(file, renamed.resolveSibling("node.jsonl.2"));
      Files.createFile(file); // as logrotate does with "create"
      await()
          .atMost(Duration.ofSeconds(1))
          .until(
              () -> {
                log.info("again");
                return Files.size(file) > 0;
              });
      assertThat(telemetry.status().logs().lines().notWritten()).isZero();
    }
    assertThat(output.lines())
        .filteredOn(line -> line.contains("somebody else"))
        .hasSize(3)
        .containsOnly(
            "INFO telemetry: logs: "
                + file
                + ": was renamed or deleted by somebody else; begun anew");
  }

  @Test
  void cutBySomebodyElse_growsFromItsEnd() throws IOException {
    Path file = folder.resolve("node.jsonl");
    try (Telemetry telemetry = rotating(file, 1 << 20, 1 << 20)) {
      numbered(0, 100);
      Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE).truncate(0).close();
      log.info("after");
    }
    assertThat(messages(List.of(file))).containsExactly("after");
  }

  private static void untilBack(Path file) {
    await()
        .atMost(Duration.ofSeconds(1))
        .until(
            () -> {
              log.info("again");
              return Files.exists(file);
            });
  }

  private static Telemetry rotating(Path file, long maxFileBytes, long maxTotalBytes) {
    Configs configs = Configs.logsTo(file);
    configs.maxLogFileBytes = maxFileBytes;
    configs.maxLogTotalBytes = maxTotalBytes;
    return configs.start();
  }

  private static void numbered(int from, int to) {
    for (int i = from; i < to; i++) {
      log.info("{}", i);
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).toList();
  }

  private static List<String> messages(List<Path> files) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path each : files) {
      String text = Files.readString(each);
      all.append(text.startsWith("{") ? text : "");
    }
    return StandardOutput.parse(all.toString()).stream()
        .map(line -> line.get("message").toString())
        .toList();
  }

  /** The rotated files, the oldest first, and the present one. */
  private static List<Path> inOrder(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return new java.util.ArrayList<>(
          Stream.concat(files.filter(each -> !each.equals(file)).sorted(), Stream.of(file))
              .toList());
    }
  }
}
