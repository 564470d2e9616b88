package dev.telltale.telemetry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every benchmark runs and fills its table; what it says in so short a time means nothing. */
class BenchTest {
  static final List<String> NAMES = Bench.NAMES;

  @ParameterizedTest(name = "{0}")
  @FieldSource("NAMES")
  void runs(String name) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Bench.run(name, out, Effort.SMOKE);
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3).doesNotContain("NaN");
    assertThat(lines).filteredOn(line -> !line.isEmpty()).allMatch(line -> line.startsWith("|"));
  }
}
