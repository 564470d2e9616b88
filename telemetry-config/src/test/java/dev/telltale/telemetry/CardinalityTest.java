package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attributes with far too many values: reliable sums, a page of bounded size, and a name. */
class CardinalityTest {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("route");
  private static final AttributeKey<String> USER = AttributeKey.stringKey("user.id");
  private static final int USERS = 100_000;

  @Test
  void aHundredThousandUsers_sumsAreExactAndTheKeyIsNamedOnce() throws Exception {
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      List<LongCounter> counters =
          IntStream.range(0, 5).mapToObj(i -> counter(telemetry, "requests" + i)).toList();
      for (int user = 0; user < USERS; user++) {
        Attributes attributes = Attributes.of(ROUTE, "/" + user % 3, USER, "secret-" + user);
        counters.forEach(counter -> counter.add(1, attributes));
      }

      String page = page(telemetry);
      assertThat(page.length()).isLessThan(1 << 20);
      assertThat(page(telemetry)).isEqualTo(page);

      for (int i = 0; i < 5; i++) {
        List<String> series = series(page, "requests" + i + "_total{");
        assertThat(series).hasSize(2_000);
        assertThat(series).filteredOn(line -> line.contains("otel_metric_overflow=")).hasSize(1);
        assertThat(series.stream().mapToDouble(CardinalityTest::value).sum()).isEqualTo(USERS);
      }
      assertThat(output.lines())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 5)
                  .mapToObj(
                      i ->
                          "WARN telemetry: metrics: requests%d has more than 1,999 combinations of attributes, the rest is counted together: user.id has 1,999 values"
                              .formatted(i))
                  .toList());
      assertThat(output.text()).doesNotContain("secret");
    }
  }

  @Test
  void asMuchAsThereIsRoomFor_isNoOverflow() throws Exception {
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      LongCounter counter = counter(telemetry, "requests");
      for (int user = 0; user < 1_999; user++) {
        counter.add(1, Attributes.of(USER, "secret-" + user));
      }
      assertThat(series(page(telemetry), "requests_total{")).hasSize(1_999);
      assertThat(output.lines()).isEmpty();
    }
  }

  private static LongCounter counter(Telemetry telemetry, String name) {
    return telemetry.openTelemetry().getMeter("test").counterBuilder(name).build();
  }

  private static List<String> series(String page, String start) {
    return page.lines().filter(line -> line.startsWith(start)).toList();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  private static String page(Telemetry telemetry) throws IOException {
    try (var in = telemetry.metricsUri().orElseThrow().toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
