package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much processor time redaction takes at L1. Not part of the build, because a busy machine
 * gives other figures; README.md says how to run it.
 */
class RedactionCost {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int WINDOWS = 6;
  private static final double LIMIT_POINTS = 10;

  @TempDir Path temp;

  @Test
  void atMostTenPointsOfOneCore() throws Exception {
    Path without =
        Files.writeString(
            temp.resolve("without.yaml"),
            Files.readString(OurCollector.file("local.yaml"))
                .replaceAll("processors: \\[memory_limiter, .*]", "processors: [memory_limiter]"));
    Backends backends = Backends.onFreePorts();
    List<Double> plain = new ArrayList<>();
    List<Double> redacted = new ArrayList<>();
    try (FarSide far = backends.start().keepingNothing();
        OurCollector naive =
            OurCollector.on(without.toString(), temp.resolve("naive"), backends.variables())
                .start();
        OurCollector ours =
            OurCollector.on("local.yaml", temp.resolve("ours"), backends.variables()).start()) {
      new LoadL1(naive).run(Duration.ofSeconds(3));
      new LoadL1(ours).run(Duration.ofSeconds(3));
      for (int window = 0; window < WINDOWS; window++) {
        plain.add(percentOfOneCore(naive));
        redacted.add(percentOfOneCore(ours));
        System.out.printf(
            Locale.ROOT,
            "window %d   without %5.1f %%   with %5.1f %%%n",
            window + 1,
            plain.get(window),
            redacted.get(window));
      }
      assertThat(far.everything()).doesNotContain("telltale");
    }
    double points = median(redacted) - median(plain);
    System.out.printf(
        Locale.ROOT,
        "median     without %5.1f %%   with %5.1f %%   redaction %.1f points of one core%n",
        median(plain),
        median(redacted),
        points);
    assertThat(points).isBetween(0.0, LIMIT_POINTS);
  }

  private static double percentOfOneCore(OurCollector collector)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Duration before = processorTime(collector);
    new LoadL1(collector).run(WINDOW);
    Duration used = processorTime(collector).minus(before);
    return 100.0 * used.toNanos() / (System.nanoTime() - start);
  }

  private static Duration processorTime(OurCollector collector) {
    return collector.process().handle().info().totalCpuDuration().orElseThrow();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((WINDOWS - 1) / 2) + sorted.get(WINDOWS / 2)) / 2;
  }
}
