package dev.telltale.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever interrupts the threads behind /metrics does not end it. */
class ScrapeInterruptedTest {
  @Test
  void itGoesOnAnswering() throws Exception {
    MetricsPage page = TestPage.start(null);
    page.meterProvider().get("test").counterBuilder("x").build().add(1);
    try {
      for (int i = 0; i < 20; i++) {
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("telemetry-metrics"))
            .forEach(Thread::interrupt);
        assertThat(TestPage.read(page)).contains("x_total 1.0");
      }
    } finally {
      page.close(Duration.ofSeconds(5));
    }
  }
}
