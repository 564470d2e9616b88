package dev.telltale.node.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
  @Test
  void metricsMd_isWhatTheCatalogueSays() throws Exception {
    assertThat(Files.readString(Path.of("METRICS.md"))).isEqualTo(MetricsTable.markdown());
  }

  @Test
  void aNodeHasFewSeries() {
    assertThat(Arrays.stream(NodeMetric.values()).mapToInt(NodeMetric::maxSeries).sum())
        .isLessThanOrEqualTo(2_500);
  }
}
