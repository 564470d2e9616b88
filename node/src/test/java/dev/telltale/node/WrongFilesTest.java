package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wrong files of telemetry-config, given to a node: none of them starts it. */
class WrongFilesTest {
  private static final Path FOLDER =
      Path.of("../telemetry-config/src/test/resources/dev/telltale/telemetry/config/wrong");

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void stopTheNodeWith78_withoutSecretAndStackTrace(Path file) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    long start = cpuNanos();
    int exitCode =
        Main.run(file, Map.of(), List.of(), new PrintStream(err, true, StandardCharsets.UTF_8));
    Duration took = Duration.ofNanos(cpuNanos() - start);

    assertThat(exitCode).isEqualTo(78);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(file.getFileName() + ":")
        .doesNotContain("hunter2", "\tat ", "Exception");
    assertThat(took).isLessThan(Duration.ofSeconds(1));
  }

  // The time of this thread only: the machine may be busy with something else.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
  }
}
