package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics that Prometheus can't tell apart cost themselves and one line, and nothing else. */
class CollidingMetricsTest {

  @ParameterizedTest
  @MethodSource
  void oneWarning_theOthersStay(Consumer<Telemetry> instruments, String shown, String warning)
      throws Exception {
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      meter(telemetry).counterBuilder("good").build().add(1);
      assertThat(page(telemetry)).contains("good_total 1.0\n");
      instruments.accept(telemetry);

      for (int scrape = 0; scrape < 3; scrape++) {
        String page = page(telemetry);
        assertThat(page).contains("good_total 1.0\n");
        assertThat(page.lines().filter(line -> line.matches(shown))).hasSize(1);
      }
      assertThat(output.lines()).singleElement().asString().matches(warning);
    }
  }

  static Stream<Arguments> oneWarning_theOthersStay() {
    return Stream.of(
        when(
            "a counter x and a counter x_total",
            telemetry -> counters(telemetry, "x", "x_total"),
            "x_total 1\\.0",
            "x(_total)? left out: Prometheus can't tell it from x(_total)?"),
        when(
            "x.y and x_y",
            telemetry -> counters(telemetry, "x.y", "x_y"),
            "x_y_total 1\\.0",
            "x[._]y left out: Prometheus can't tell it from x[._]y"),
        when(
            "x in two meters",
            telemetry -> {
              counters(telemetry, "x");
              telemetry.openTelemetry().getMeter("other").counterBuilder("x").build().add(1);
            },
            "x_total 1\\.0",
            "x left out: Prometheus can't tell it from another x"),
        when(
            "a counter x and a gauge x_total",
            telemetry -> {
              counters(telemetry, "x");
              meter(telemetry).gaugeBuilder("x_total").build().set(1);
            },
            "x(_total)? 1\\.0",
            "x(_total)? left out: Prometheus can't tell it from x(_total)?"),
        when(
            "x in seconds and x_seconds without a unit",
            telemetry -> {
              meter(telemetry).gaugeBuilder("x").setUnit("s").build().set(1);
              meter(telemetry).gaugeBuilder("x_seconds").build().set(1);
            },
            "x_seconds 1.0",
            "x(_seconds)? left out: Prometheus can't tell it from x(_seconds)?"),
        when(
            "a histogram x and a gauge x_count",
            telemetry -> {
              meter(telemetry).histogramBuilder("x").build().record(1);
              meter(telemetry).gaugeBuilder("x_count").build().set(1);
            },
            "x_count 1(\\.0)?",
            "x(_count)? left out: Prometheus can't tell it from x(_count)?"),
        when(
            "a histogram with an attribute le",
            telemetry ->
                meter(telemetry)
                    .histogramBuilder("x")
                    .build()
                    .record(1, Attributes.of(AttributeKey.stringKey("le"), "1")),
            "good_total .*",
            "x left out: Prometheus can't take its attributes"),
        when(
            "two attributes that become one label",
            telemetry -> {
              var counter = meter(telemetry).counterBuilder("x").build();
              counter.add(1, Attributes.of(AttributeKey.stringKey("a.b"), "1"));
              counter.add(1, Attributes.of(AttributeKey.stringKey("a_b"), "1"));
            },
            "good_total .*",
            "x left out: Prometheus can't take its attributes"));
  }

  /** Of this the SDK, too, has something to say. */
  @Test
  void twoTypesUnderOneName_oneStays() throws Exception {
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      counters(telemetry, "x");
      meter(telemetry).gaugeBuilder("x").build().set(1);
      for (int scrape = 0; scrape < 3; scrape++) {
        String page = page(telemetry);
        assertThat(page.lines().filter(line -> line.matches("x(_total)? 1\\.0"))).hasSize(1);
      }
      assertThat(output.lines())
          .containsOnlyOnce(
              "WARN telemetry: metrics: x left out: Prometheus can't tell it from another x");
    }
  }

  /** Two that had different labels until now. */
  @Test
  void collisionByAnAttribute_isFoundWhenItHappens() throws Exception {
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      Attributes a = Attributes.of(AttributeKey.stringKey("a"), "1");
      counters(telemetry, "x");
      var total = meter(telemetry).counterBuilder("x_total").build();
      total.add(2, a);
      assertThat(page(telemetry)).contains("\nx_total 1.0\n", "\nx_total{a=\"1\"} 2.0\n");
      assertThat(telemetry.status().off()).isEmpty();
      assertThat(output.lines()).isEmpty();

      total.add(1);
      assertThat(page(telemetry)).containsOnlyOnce("\nx_total ");
      assertThat(output.lines()).hasSize(1);
    }
  }

  private static Arguments when(
      String name, Consumer<Telemetry> instruments, String shown, String warning) {
    return Arguments.of(Named.of(name, instruments), shown, "WARN telemetry: metrics: " + warning);
  }

  private static void counters(Telemetry telemetry, String... names) {
    List.of(names).forEach(name -> meter(telemetry).counterBuilder(name).build().add(1));
  }

  private static Meter meter(Telemetry telemetry) {
    return telemetry.openTelemetry().getMeter("test");
  }

  private static String page(Telemetry telemetry) throws IOException {
    try (var in = telemetry.metricsUri().orElseThrow().toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
