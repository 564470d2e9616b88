package dev.telltale.tools.chaos;

import dev.telltale.tools.chaos.bench.CaseRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one case or one control and judges it. Safe for use by many threads. */
final class CaseRunner {
  private final Path work;
  private final String commit;
  private final @Nullable Duration shortened;
  private final boolean root;

  /**
   * A runner.
   *
   * @param work where each case gets a folder
   * @param shortened how long faults last at most, or null
   * @param root whether mounts and packet filters are allowed
   */
  CaseRunner(Path work, String commit, @Nullable Duration shortened, boolean root) {
    this.work = work;
    this.commit = commit;
    this.shortened = shortened;
    this.root = root;
  }

  Result run(Attempt attempt, Consumer<String> progress) throws IOException {
    if (attempt.chaosCase().needsRoot() && !root) {
      return skipped(attempt, "expected to be run by tools/chaos/run as root, found another user");
    }
    String missing = attempt.chaosCase().missing();
    if (missing != null) return skipped(attempt, missing);
    Path folder = work.resolve(attempt.name().replace(' ', '-'));
    delete(folder);
    Files.createDirectories(folder);
    CaseRun run =
        new CaseRun(
            folder,
            attempt.naive(),
            shortened,
            what -> progress.accept(attempt.name() + ": " + what));
    Instant start = Instant.now();
    boolean done = false;
    try {
      attempt.chaosCase().run(run);
      done = true;
    } catch (IOException e) {
      // The message of a missing file is nothing but its name.
      run.found("could not be done: " + (e instanceof FileSystemException ? e : e.getMessage()));
    }
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    Verdict verdict = attempt.control() ? ofControl(run, done) : ofCase(run);
    return result(attempt, verdict, seconds, run.figures(), run.findings());
  }

  private Result skipped(Attempt attempt, String why) {
    return result(attempt, Verdict.SKIPPED, 0, Map.of(), List.of(why));
  }

  private static Verdict ofCase(CaseRun run) {
    return run.findings().isEmpty() ? Verdict.PASSED : Verdict.FAILED;
  }

  /** A control that was broken off proves nothing. */
  private static Verdict ofControl(CaseRun run, boolean done) {
    if (!done) return Verdict.FAILED;
    // Where the case says itself what counts, as one that may lose some, nothing else does.
    List<String> what =
        run.figures().containsKey("control_lost")
            ? List.of("control_lost")
            : List.of("spans_lost", "lines_lost", "lines_lost_in_file", "lines_torn");
    boolean lost =
        what.stream()
            .map(name -> run.figures().getOrDefault(name, 0L))
            .anyMatch(count -> ((Number) count).longValue() > 0);
    return lost ? Verdict.LOST : Verdict.BLIND;
  }

  private Result result(
      Attempt attempt,
      Verdict verdict,
      long seconds,
      Map<String, Object> figures,
      List<String> findings) {
    return new Result(
        attempt.chaosCase().id(),
        attempt.control(),
        verdict,
        shortened != null,
        Instant.now(),
        commit,
        seconds,
        figures,
        findings);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
