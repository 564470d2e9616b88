package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files an operator may well have written, each wrong in its own way, and every line that is
 * answered. They stand in {@code wrong/}; {@code expected.txt} there has a paragraph for each.
 */
class WrongFilesTest {
  static final Path FOLDER = Path.of("src/test/resources/dev/telltale/telemetry/config/wrong");

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isAnsweredWithItsProblems(String name) throws Exception {
    Written written = new Written(FOLDER.resolve(name), Map.of(), List.of());

    long start = cpuNanos();
    List<String> problems = written.problems();
    Duration took = Duration.ofNanos(cpuNanos() - start);

    assertThat(String.join("\n", problems)).isEqualTo(expected().get(name));
    assertThat(problems)
        .isNotEmpty()
        .noneMatch(problem -> problem.contains("hunter2"))
        .noneMatch(problem -> problem.contains("Exception"));
    assertThat(took).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void everyFileHasItsParagraph() throws Exception {
    assertThat(files()).hasSizeGreaterThan(80).containsExactlyElementsOf(expected().keySet());
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".toml"))
          .sorted()
          .toList();
    }
  }

  /** What is answered, by the name of the file. */
  private static Map<String, String> expected() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (String paragraph : Files.readString(FOLDER.resolve("expected.txt")).split("\n\n")) {
      expected.put(paragraph.substring(0, paragraph.indexOf(".toml") + 5), paragraph.strip());
    }
    return expected;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
