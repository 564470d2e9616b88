package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.SignalWatch;
import dev.telltale.telemetry.watch.StateWords;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a signal says something, and what. */
class SignalWatchTest {
  private final StandardOutput output = new StandardOutput();
  private final Telemetry logging = Configs.off().start();
  private Instant now = Instant.parse("2026-11-21T09:00:00Z");
  private long nanos;
  private long lost;
  private final SignalWatch watch =
      new SignalWatch(
          Signal.LOGS, "/var/log/x", () -> now, () -> nanos, StateWords.WRITTEN, () -> lost);

  @AfterEach
  void restore() {
    logging.close();
    output.close();
  }

  @Test
  void outage_isTwoLinesHoweverLongItIs() {
    lost++; // the one whose loss tells that it is failing
    for (int i = 0; i < 100; i++) {
      watch.failing(i < 50 ? "disk full" : "permission denied");
    }
    assertThat(watch.status().why()).isEqualTo("permission denied");
    lost += 1_204;
    nanos += Duration.ofSeconds(41).toNanos();
    now = now.minusSeconds(3600); // somebody set the clock
    watch.delivered();
    watch.delivered();

    assertThat(output.lines())
        .containsExactly(
            "WARN telemetry: logs: /var/log/x: not written: disk full; retrying, lines are counted"
                + " as lost",
            "INFO telemetry: logs: /var/log/x: writing again after 41 s; 1,205 lines were lost");
    assertThat(watch.status().state()).isEqualTo(SignalStatus.State.RUNNING);
    assertThat(watch.status().why()).isNull();
    assertThat(watch.status().since()).isEqualTo(now);
    assertThat(watch.status().lastDelivery()).isEqualTo(now);
  }

  @Test
  void offThenFailing_isTwoStates() {
    watch.off("/etc/ca.pem: no such file");
    watch.off("/etc/ca.pem: no such file");
    assertThat(watch.status().off())
        .contains(new SignalOff(Signal.LOGS, "/etc/ca.pem: no such file"));
    watch.failing("disk full");
    assertThat(watch.status().off()).isEmpty();
    assertThat(output.lines()).hasSize(2);
  }
}
