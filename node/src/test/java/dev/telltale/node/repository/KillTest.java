package dev.telltale.node.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.CollectionVerifier;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill -9 at any moment loses nothing that was acknowledged. */
class KillTest {
  private static final int KILLS = 5;

  @TempDir private Path dataDir;

  @Test
  void whatWasAcknowledged_isThereAfterEachKill() throws Exception {
    Random random = new Random();
    Map<Ual, String> acknowledged = new LinkedHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int before = acknowledged.size();
      acknowledged.putAll(writeAndKill(1 + random.nextInt(25), random.nextInt(3_000_000)));
      assertThat(acknowledged.size()).isGreaterThan(before);
      check(acknowledged);
    }
  }

  private void check(Map<Ual, String> acknowledged) {
    CollectionVerifier verifier = new CollectionVerifier(Samples.NETWORK);
    try (Repository repository = SqliteRepository.open(dataDir)) {
      assertThat(repository.collections()).isGreaterThanOrEqualTo(acknowledged.size());
      acknowledged.forEach(
          (ual, root) -> {
            SignedCollection kept = repository.find(ual).orElseThrow();
            assertThat(kept.manifest().merkleRoot()).isEqualTo(root);
            assertThat(verifier.problem(kept)).isEmpty();
          });
      projectTheRest(repository);
    }
  }

  /** What was killed between the log and the triple store is in both after this, and once. */
  private void projectTheRest(Repository repository) {
    try (TripleStore store = Rdf4jTripleStore.open(dataDir)) {
      if (store.isEmpty()) {
        repository.forgetProjected();
      }
      for (Ual ual : repository.notProjected(100_000)) {
        store.insert(repository.find(ual).orElseThrow());
        repository.markProjected(ual);
      }
      assertThat(store.triples()).isEqualTo(2 * repository.collections());
    }
  }

  /** What a writer printed until it was killed, some time after its {@code lines}th line. */
  private Map<Ual, String> writeAndKill(int lines, int thenNanos) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                dataDir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> printed = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < lines; i++) {
        printed.add(complete(out.readLine()));
      }
      long killAt = System.nanoTime() + thenNanos;
      while (System.nanoTime() < killAt) {
        Thread.onSpinWait(); // anywhere in a transaction, not only right after one
      }
      writer.toHandle().destroyForcibly(); // Process's own would also close the pipe
      out.lines().filter(KillTest::isComplete).forEach(printed::add); // what was in the pipe
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).isEqualTo(128 + 9);
    Map<Ual, String> acknowledged = new LinkedHashMap<>();
    for (String line : printed) {
      String[] words = line.split(" ");
      acknowledged.put(Ual.parse(words[0]).orElseThrow(), words[1]);
    }
    return acknowledged;
  }

  private static String complete(String line) throws IOException {
    if (line == null || !isComplete(line)) {
      throw new IOException("expected a UAL and a root, found " + line);
    }
    return line;
  }

  private static boolean isComplete(String line) {
    String[] words = line.split(" ");
    return words.length == 2 && words[1].length() == 64;
  }
}
