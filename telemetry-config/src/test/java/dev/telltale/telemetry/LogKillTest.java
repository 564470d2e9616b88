package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service is killed with SIGKILL while it logs at full speed, and started again on the same log
 * file: a line whose statement returned is there once, and every line is whole. {@code -Dkills=100}
 * for more of it.
 */
class LogKillTest {
  private static final int KILLS = Integer.getInteger("kills", 5);

  @TempDir Path folder;
  private final Random random = new Random(7);

  @Test
  void killed_losesNoLineWhoseStatementReturned() throws IOException {
    Path file = folder.resolve("logs/node.jsonl");
    Map<String, Long> returned = new HashMap<>();
    for (int life = 0; life < KILLS; life++) {
      MappedByteBuffer memory = liveAndDie(file, life);
      for (int thread = 0; thread < KilledService.THREADS; thread++) {
        returned.put(life + "-" + thread, KilledService.returned(memory, thread));
      }
    }
    try (Telemetry repairing = KilledService.logsTo(file).start()) {
      assertThat(repairing.status().off()).isEmpty();
    }
    Map<String, Long> last = new HashMap<>();
    for (Path each : inOrder(file)) {
      String text = Files.readString(each);
      // Killed between a rotation and the next line, a service leaves an empty file.
      assertThat(text.endsWith("}\n") || (text.isEmpty() && each.equals(file))).isTrue();
      try (Stream<String> lines = Files.lines(each)) {
        lines.forEach(line -> follows(line, last));
      }
    }
    assertThat(last).hasSameSizeAs(returned);
    last.forEach(
        (thread, written) ->
            assertThat(written).isBetween(returned.get(thread), returned.get(thread) + 1));
  }

  private MappedByteBuffer liveAndDie(Path file, int life) throws IOException {
    Path memoryFile = folder.resolve("returned-" + life);
    MappedByteBuffer memory = KilledService.returned(memoryFile);
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledService.class.getName(),
                file.toString(),
                memoryFile.toString(),
                String.valueOf(life))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      long enough = 1_000 + random.nextInt(3_000);
      await()
          .pollInterval(Duration.ofMillis(3))
          .atMost(Duration.ofSeconds(60))
          .until(() -> !service.isAlive() || KilledService.returned(memory, 0) > enough);
      assertThat(service.isAlive()).isTrue();
    } finally {
      service.destroyForcibly().onExit().join();
    }
    if (life % 2 == 1) {
      // What a kill within a write leaves, which takes luck: the system copies whole pages.
      // Killed in the middle of a rotation, a service leaves no file of that name.
      Files.writeString(
          file, "{\"@timestamp\":\"2026", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return memory;
  }

  /** None missing, none twice. */
  private static void follows(String line, Map<String, Long> last) {
    String message = StandardOutput.parse(line).get(0).get("message").toString();
    Matcher matcher = Pattern.compile("(\\d+-\\d) (\\d+) x*").matcher(message);
    if (matcher.matches()) { // the others are about the file
      long n = Long.parseLong(matcher.group(2));
      Long before = last.put(matcher.group(1), n);
      assertThat(n).isEqualTo(before == null ? 1 : before + 1);
    }
  }

  /** The rotated files, the oldest first, and the present one. */
  private static List<Path> inOrder(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return Stream.concat(files.filter(each -> !each.equals(file)).sorted(), Stream.of(file))
          .toList();
    }
  }
}
