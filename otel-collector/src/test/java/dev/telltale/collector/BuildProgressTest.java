package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BuildProgressTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> shown = new ArrayList<>();

  @Test
  void saysHowFarItIsEveryTenSecondsAndHowLongItTook() {
    try (BuildProgress progress = new BuildProgress("loki", shown::add, clock::get)) {
      for (int i = 0; i < 200; i++) {
        progress.listed("some/package/" + i);
      }
      for (int i = 0; i < 50; i++) {
        progress.compiled("some/package/" + i);
        clock.addAndGet(Duration.ofMillis(500).toNanos());
      }
    }

    assertThat(shown)
        .containsExactly(
            "loki: 21 of 200 packages compiled, at most 85 s to go",
            "loki: 41 of 200 packages compiled, at most 77 s to go",
            "loki: 200 packages, 25 s");
  }
}
