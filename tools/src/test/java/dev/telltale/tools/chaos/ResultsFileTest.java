package dev.telltale.tools.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir private Path folder;

  @Test
  void theNewestOfEachCaseAndControl_isInTheTable() throws IOException {
    ResultsFile file = new ResultsFile(folder.resolve("results.jsonl"));
    file.add(result(false, Verdict.FAILED, List.of("spans: lost of 9: expected 0, found 1")));
    file.add(result(false, Verdict.PASSED, List.of()));
    file.add(result(true, Verdict.BLIND, List.of("nothing")));

    assertThat(file.newest().keySet()).containsExactly("A1", "A1 control");
    assertThat(new ResultTable(file.newest()).markdown().lines().skip(2))
        .containsExactly(
            "| A1 | Collector killed, away for 60 s | 1,234 | 0 | | 12 | 0 | 0.5 s | | passed |"
                + " 2026-11-21, abc |",
            "| A1 control | OpenTelemetry's SDK and logback's file appender, with their defaults,"
                + " for 61 s | 1,234 | 0 | | 12 | 0 | 0.5 s | | blind | 2026-11-21, abc |",
            "- A1 control: nothing");
  }

  @Test
  void aLineThatIsNoResult_isNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("results.jsonl"), "{}x\n");

    assertThatIOException()
        .isThrownBy(() -> new ResultsFile(file).read())
        .withMessageStartingWith(file + ":1: expected a result, found ");
  }

  private static Result result(boolean control, Verdict verdict, List<String> findings) {
    Map<String, Object> figures =
        Map.of(
            "spans_emitted", 1_234,
            "spans_lost", 0,
            "lines_emitted", 12,
            "lines_lost", 0,
            "fresh_span_seconds", 0.5,
            "fault_seconds", 61);
    Instant at = Instant.parse("2026-11-21T12:00:00Z");
    return new Result("A1", control, verdict, false, at, "abc", 100, figures, findings);
  }
}
