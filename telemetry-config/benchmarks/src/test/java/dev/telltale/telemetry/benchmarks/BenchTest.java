package dev.telltale.telemetry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telltale.collector.Checkout;
import dev.telltale.telemetry.benchmarks.node.NopCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    assumeTrue(
        !name.equals("node") || collectorIsBuilt(),
        "our Collector is not built: run tools/stack build");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Bench.run(name, out, Effort.SMOKE);
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    assertThat(lines).noneMatch(line -> line.contains("NaN"));
    assertThat(lines).filteredOn(line -> !line.isEmpty()).allMatch(line -> line.startsWith("|"));
  }

  private static boolean collectorIsBuilt() throws IOException {
    return NopCollector.program(Checkout.find()).isPresent()
        || "required".equals(System.getProperty("servers"));
  }
}
