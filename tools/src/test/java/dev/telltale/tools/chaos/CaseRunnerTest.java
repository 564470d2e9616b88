package dev.telltale.tools.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.cases.ChaosCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseRunnerTest {
  @TempDir private Path work;

  @Test
  void aControlThatLostNothing_isBlind() throws IOException {
    assertThat(control(Map.of("spans_lost", 0L, "lines_lost", 0L))).isEqualTo(Verdict.BLIND);
    assertThat(control(Map.of())).isEqualTo(Verdict.BLIND);
  }

  @Test
  void aControlThatLostAnything_hasLost() throws IOException {
    assertThat(control(Map.of("spans_lost", 1L))).isEqualTo(Verdict.LOST);
    assertThat(control(Map.of("lines_lost_in_file", 1L))).isEqualTo(Verdict.LOST);
  }

  @Test
  void whereTheCaseSaysWhatCounts_nothingElseDoes() throws IOException {
    assertThat(control(Map.of("spans_lost", 300L, "control_lost", 0L))).isEqualTo(Verdict.BLIND);
    assertThat(control(Map.of("spans_lost", 0L, "control_lost", 1L))).isEqualTo(Verdict.LOST);
  }

  @Test
  void onlyAControl_isNaive() throws IOException {
    Noting noting = new Noting(Map.of());

    new CaseRunner(work, "abc", null, true).run(new Attempt(noting, false), line -> {});
    assertThat(noting.naive).isEmpty();

    new CaseRunner(work, "abc", null, true).run(new Attempt(noting, true), line -> {});
    assertThat(noting.naive).contains(Naive.SDK);
  }

  private Verdict control(Map<String, Long> figures) throws IOException {
    return new CaseRunner(work, "abc", null, true)
        .run(new Attempt(new Noting(figures), true), line -> {})
        .verdict();
  }

  /** A case that does nothing but note figures. */
  private static final class Noting implements ChaosCase {
    private final Map<String, Long> figures;
    private Optional<Naive> naive = Optional.empty();

    Noting(Map<String, Long> figures) {
      this.figures = figures;
    }

    @Override
    public String id() {
      return "Z1";
    }

    @Override
    public String fault() {
      return "none";
    }

    @Override
    public int seconds() {
      return 0;
    }

    @Override
    public void run(CaseRun run) {
      naive = Optional.ofNullable(run.naive());
      figures.forEach(run::figure);
    }
  }
}
