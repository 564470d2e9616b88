package dev.telltale.telemetry.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random sequences of operations and faults against a model: {@code -Dspool.sequences} of them,
 * from {@code -Dspool.seed} on. One in twenty works on the file system of this machine, the others
 * in memory.
 */
class SpoolModelTest {
  private static final int SEQUENCES = Integer.getInteger("spool.sequences", 10_000);
  private static final long SEED = Long.getLong("spool.seed", 1_000_000);
  private static final int BUG_FOUND_WITHIN = 3_000;

  // Where locks and ledgers are, which are real: a busy disk would make most of the time.
  private static final Path MEMORY = Path.of("/dev/shm");

  @TempDir Path temp;
  private Path inMemory;

  @BeforeEach
  void findMemory() throws IOException {
    inMemory =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "spool-model")
            : Files.createDirectory(temp.resolve("in-memory"));
  }

  @AfterEach
  void deleteMemory() throws IOException {
    delete(inMemory);
  }

  @Test
  void everySequence_isAsTheModelSays() throws Exception {
    for (int i = 0; i < SEQUENCES; i++) {
      String violation = violation(SEED + i, Parts.SOUND);
      if (violation != null) {
        fail(violation);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(PlantedBug.class)
  void aPlantedBug_isFound(PlantedBug bug) throws Exception {
    String violation = null;
    for (int i = 0; i < BUG_FOUND_WITHIN && violation == null; i++) {
      violation = violation(SEED + i, bug);
    }
    assertThat(violation).as("%s is found", bug).isNotNull();
  }

  private @Nullable String violation(long seed, Parts parts) throws IOException {
    boolean real = seed % 20 == 0;
    Path dir = (real ? temp : inMemory).resolve(Long.toString(seed));
    FileSteps disk = real ? new SystemFiles() : new MemoryFiles();
    try (SpoolSequence sequence = new SpoolSequence(seed, dir, disk, parts)) {
      try {
        sequence.run();
        return null;
      } catch (AssertionError | RuntimeException e) {
        return "-Dspool.seed=" + seed + ": " + e + "\n" + String.join("\n", sequence.story());
      }
    } finally {
      delete(dir);
    }
  }

  private static void delete(Path dir) throws IOException {
    if (Files.exists(dir)) {
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
