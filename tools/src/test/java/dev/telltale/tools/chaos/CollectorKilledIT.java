package dev.telltale.tools.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telltale.tools.chaos.bench.CollectorServer;
import dev.telltale.tools.chaos.cases.Cases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A1 with a short outage: a real node in front of the shipped Collector, and its control. */
class CollectorKilledIT {
  @TempDir private Path work;

  @BeforeEach
  void collectorIsThere() throws IOException {
    boolean found = CollectorServer.program().isPresent();
    String sentence = "our Collector is not built: run tools/stack build";
    if ("required".equals(System.getProperty("servers"))) assertThat(found).as(sentence).isTrue();
    assumeTrue(found, sentence);
  }

  @Test
  void theNodeLosesNothing() throws IOException {
    Result result = run(false, Duration.ofSeconds(5));

    assertThat(result.findings()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.shortened()).isTrue();
  }

  @Test
  void theStockConfigurationLoses_orTheCaseWouldSeeNothing() throws IOException {
    Result result = run(true, Duration.ofSeconds(15));

    assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.LOST);
  }

  private Result run(boolean control, Duration fault) throws IOException {
    Attempt attempt = new Attempt(Cases.byId("A1").orElseThrow(), control);
    return new CaseRunner(work, "test", fault, false).run(attempt, what -> {});
  }
}
