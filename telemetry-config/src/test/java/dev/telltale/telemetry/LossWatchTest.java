package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.LossWatch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of losses, and how often. */
class LossWatchTest {
  private final StandardOutput output = new StandardOutput();
  private final Telemetry logging = Configs.off().start();
  private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
  private long nanos;
  private final LossWatch watch =
      new LossWatch(
          Signal.TRACES,
          "http://c:4317",
          () -> nanos,
          () -> new LedgerCounts(0, 0, 0, 0, Map.copyOf(dropped)));

  @AfterEach
  void restore() {
    logging.close();
    output.close();
  }

  @Test
  void nothingLost_nothingSaid() {
    watch.look();
    watch.closed();
    assertThat(output.text()).isEmpty();
  }

  @Test
  void losses_areSaidOnceAMinuteWithNumberAndReason() {
    for (int i = 0; i < 90; i++) {
      dropped.merge(DropReason.QUEUE_FULL, 10L, Long::sum);
      watch.look();
      nanos += Duration.ofSeconds(1).toNanos();
    }
    dropped.put(DropReason.TOO_OLD, 1L);
    watch.look();
    watch.closed();
    watch.closed();
    assertThat(output.lines())
        .containsExactly(
            "WARN telemetry: traces: http://c:4317: 10 spans lost: 10 queue_full",
            "WARN telemetry: traces: http://c:4317: 600 spans lost: 600 queue_full",
            "WARN telemetry: traces: http://c:4317: 291 spans lost: 290 queue_full, 1 too_old");
  }

  @Test
  void detailAndFileKeptAside_areSaidWithTheNextLoss() {
    watch.because(DropReason.REJECTED, "HTTP 400");
    watch.keptAside("rejected/1.otlp");
    dropped.put(DropReason.REJECTED, 1L);
    watch.look();
    nanos += Duration.ofSeconds(60).toNanos();
    dropped.put(DropReason.REJECTED, 2L);
    watch.look();
    assertThat(output.lines())
        .containsExactly(
            "WARN telemetry: traces: http://c:4317: 1 span lost: 1 rejected (HTTP 400); kept aside:"
                + " rejected/1.otlp",
            "WARN telemetry: traces: http://c:4317: 1 span lost: 1 rejected");
  }
}
