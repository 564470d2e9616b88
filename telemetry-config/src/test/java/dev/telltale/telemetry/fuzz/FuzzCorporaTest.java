package dev.telltale.telemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.config.EndpointFuzz;
import dev.telltale.telemetry.config.HeadersFuzz;
import dev.telltale.telemetry.config.TomlFuzz;
import dev.telltale.telemetry.logs.JsonLinesFuzz;
import dev.telltale.telemetry.otlp.AnswerFuzz;
import dev.telltale.telemetry.otlp.RetryDelayFuzz;
import dev.telltale.telemetry.spool.SpoolFileFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Gives each target what fuzzing has found worth keeping, in {@code src/test/resources/fuzz}, a
 * folder for each; {@code tools/fuzz} looks for more.
 */
class FuzzCorporaTest {
  private static final Path CORPORA = Path.of("src/test/resources/fuzz");
  private static final Path WRONG_FILES =
      Path.of("src/test/resources/dev/telltale/telemetry/config/wrong");
  private static final Map<String, Consumer<byte[]>> TARGETS =
      new TreeMap<>(
          Map.of(
              "Answer", AnswerFuzz::fuzzerTestOneInput,
              "Endpoint", EndpointFuzz::fuzzerTestOneInput,
              "Headers", HeadersFuzz::fuzzerTestOneInput,
              "JsonLines", JsonLinesFuzz::fuzzerTestOneInput,
              "RetryDelay", RetryDelayFuzz::fuzzerTestOneInput,
              "SpoolFile", SpoolFileFuzz::fuzzerTestOneInput,
              "Toml", TomlFuzz::fuzzerTestOneInput));

  @TestFactory
  Stream<DynamicTest> replay() {
    return TARGETS.keySet().stream().map(name -> DynamicTest.dynamicTest(name, () -> replay(name)));
  }

  private static void replay(String name) throws IOException {
    List<Path> inputs = files(CORPORA.resolve(name));
    assertThat(inputs).hasSizeGreaterThan(10);
    for (Path input : inputs) {
      replay(name, input);
    }
  }

  private static void replay(String name, Path input) throws IOException {
    long start = System.nanoTime();
    try {
      TARGETS.get(name).accept(Files.readAllBytes(input));
    } catch (RuntimeException | Error e) {
      throw new AssertionError(name + ": " + input, e);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as(input.toString())
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void wrongFilesAreInputsToo() throws Exception {
    for (Path file : files(WRONG_FILES)) {
      replay("Toml", file);
    }
  }

  @Test
  void everyTargetHasItsCorpus() throws Exception {
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      assertThat(sources.map(source -> source.getFileName().toString()))
          .filteredOn(name -> name.endsWith("Fuzz.java"))
          .map(name -> name.replace("Fuzz.java", ""))
          .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }
    assertThat(files(CORPORA))
        .extracting(folder -> folder.getFileName().toString())
        .containsExactlyElementsOf(TARGETS.keySet());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
