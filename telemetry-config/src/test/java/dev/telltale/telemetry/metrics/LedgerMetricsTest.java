package dev.telltale.telemetry.metrics;

import static dev.telltale.telemetry.DropReason.QUEUE_FULL;
import static dev.telltale.telemetry.DropReason.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the library shows of itself. */
class LedgerMetricsTest {
  private final MetricsPage page = TestPage.start(null);

  @AfterEach
  void close() {
    page.close();
  }

  record Fixed(
      Map<Signal, LedgerCounts> ledgers, Map<Signal, Long> spoolBytes, @Nullable LineCounts lines)
      implements LedgerSource {}

  @Test
  void names_labelsAndEveryReason() throws Exception {
    Map<Signal, LedgerCounts> ledgers = new EnumMap<>(Signal.class);
    ledgers.put(
        Signal.TRACES, new LedgerCounts(1, 20, 12, 5, Map.of(QUEUE_FULL, 3L, REJECTED, 1L)));
    ledgers.put(Signal.LOGS, LedgerCounts.NONE);
    page.show(
        new Fixed(ledgers, Map.of(Signal.TRACES, 4096L, Signal.LOGS, 0L), new LineCounts(7, 2)));

    String text = TestPage.read(page);
    assertThat(text.lines().filter(line -> line.startsWith("telemetry_")))
        .containsExactlyInAnyOrder(
            "telemetry_created_total{signal=\"traces\"} 20.0",
            "telemetry_created_total{signal=\"logs\"} 0.0",
            "telemetry_recovered_total{signal=\"traces\"} 1.0",
            "telemetry_recovered_total{signal=\"logs\"} 0.0",
            "telemetry_delivered_total{signal=\"traces\"} 12.0",
            "telemetry_delivered_total{signal=\"logs\"} 0.0",
            "telemetry_waiting{signal=\"traces\"} 5.0",
            "telemetry_waiting{signal=\"logs\"} 0.0",
            "telemetry_spool_bytes{signal=\"traces\"} 4096.0",
            "telemetry_spool_bytes{signal=\"logs\"} 0.0",
            "telemetry_log_lines_total{result=\"written\"} 7.0",
            "telemetry_log_lines_total{result=\"not_written\"} 2.0",
            "telemetry_dropped_total{reason=\"queue_full\",signal=\"traces\"} 3.0",
            "telemetry_dropped_total{reason=\"spool_full\",signal=\"traces\"} 0.0",
            "telemetry_dropped_total{reason=\"too_old\",signal=\"traces\"} 0.0",
            "telemetry_dropped_total{reason=\"rejected\",signal=\"traces\"} 1.0",
            "telemetry_dropped_total{reason=\"corrupt\",signal=\"traces\"} 0.0",
            "telemetry_dropped_total{reason=\"write_failed\",signal=\"traces\"} 0.0",
            "telemetry_dropped_total{reason=\"shutdown\",signal=\"traces\"} 0.0",
            "telemetry_dropped_total{reason=\"crash\",signal=\"traces\"} 0.0",
            "telemetry_dropped_total{reason=\"queue_full\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"spool_full\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"too_old\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"rejected\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"corrupt\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"write_failed\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"shutdown\",signal=\"logs\"} 0.0",
            "telemetry_dropped_total{reason=\"crash\",signal=\"logs\"} 0.0");
    assertThat(text)
        .contains(
            "# TYPE telemetry_created_total counter\n",
            "# TYPE telemetry_waiting gauge\n",
            "# TYPE telemetry_spool_bytes gauge\n",
            "# TYPE telemetry_log_lines_total counter\n");
  }

  @Test
  void nothingByOtlpAndNoLogFile_noneOfThem() throws Exception {
    page.show(new Fixed(Map.of(), Map.of(), null));
    assertThat(TestPage.read(page))
        .doesNotContain("telemetry_created", "telemetry_spool", "telemetry_log");
  }

  /** Every time it is asked it has moved on, as in a busy service. */
  @Test
  void termsOfOneAnswer_balance() throws Exception {
    AtomicLong asked = new AtomicLong();
    page.show(
        new LedgerSource() {
          @Override
          public Map<Signal, LedgerCounts> ledgers() {
            long n = asked.incrementAndGet();
            return Map.of(
                Signal.TRACES, new LedgerCounts(n, 9 * n, 7 * n, n, Map.of(QUEUE_FULL, 2 * n)));
          }

          @Override
          public Map<Signal, Long> spoolBytes() {
            return Map.of();
          }

          @Override
          public @Nullable LineCounts lines() {
            return null;
          }
        });
    for (int scrape = 0; scrape < 3; scrape++) {
      List<String> lines = TestPage.read(page).lines().toList();
      assertThat(sum(lines, "telemetry_recovered_total", "telemetry_created_total"))
          .isPositive()
          .isEqualTo(
              sum(
                  lines,
                  "telemetry_delivered_total",
                  "telemetry_waiting",
                  "telemetry_dropped_total"));
    }
  }

  private static double sum(List<String> lines, String... names) {
    return lines.stream()
        .filter(line -> List.of(names).stream().anyMatch(name -> line.startsWith(name + "{")))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
