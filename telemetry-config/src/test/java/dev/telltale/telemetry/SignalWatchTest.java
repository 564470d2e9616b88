package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.StandardOutput;
import dev.telltale.telemetry.watch.SignalWatch;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a signal says something, and what. */
class SignalWatchTest {
  private final StandardOutput output = new StandardOutput();
  private final Telemetry logging = Configs.off().start();
  private Instant now = Instant.parse("2026-11-21T09:00:00Z");
  private long lost;
  private final SignalWatch watch =
      new SignalWatch(
          Signal.TRACES, "http://c:4317", () -> now, () -> new SignalCounts(lost, 0, lost, 0));

  @AfterEach
  void restore() {
    logging.close();
    output.close();
  }

  @Test
  void outage_isTwoLinesHoweverLongItIs() {
    lost = 7;
    watch.lost("no room"); // before, and said then
    lost++; // the one whose loss tells that it is failing
    for (int i = 0; i < 100; i++) {
      watch.failing(i < 50 ? "Connection refused" : "HTTP 503");
    }
    assertThat(watch.status().why()).isEqualTo("HTTP 503");
    lost += 1_204;
    watch.lost("more than 8192 were waiting"); // part of the outage
    now = now.plusSeconds(41);
    watch.delivered();
    watch.delivered();

    assertThat(output.lines())
        .containsExactly(
            "WARN telemetry: traces: http://c:4317: 7 spans were lost: no room",
            "WARN telemetry: traces: http://c:4317: not delivered: Connection refused; retrying,"
                + " spans that do not fit are counted as lost",
            "INFO telemetry: traces: http://c:4317: delivering again after 41 s; 1,205 spans were"
                + " lost");
    assertThat(watch.status().state()).isEqualTo(SignalStatus.State.RUNNING);
    assertThat(watch.status().why()).isNull();
    assertThat(watch.status().since()).isEqualTo(now);
    assertThat(watch.status().lastDelivery()).isEqualTo(now);
  }

  @Test
  void lossWithoutAnOutage_isSaidOnceAMinuteWithItsNumber() {
    for (int i = 0; i < 90; i++) {
      lost += 2;
      watch.lost("rejected by the collector: too long");
      now = now.plus(Duration.ofSeconds(1));
    }
    assertThat(output.lines())
        .containsExactly(
            "WARN telemetry: traces: http://c:4317: 2 spans were lost: rejected by the collector:"
                + " too long",
            "WARN telemetry: traces: http://c:4317: 120 spans were lost: rejected by the collector:"
                + " too long");
  }

  @Test
  void offThenFailing_isTwoStates() {
    watch.off("/etc/ca.pem: no such file");
    watch.off("/etc/ca.pem: no such file");
    assertThat(watch.status().off())
        .contains(new SignalOff(Signal.TRACES, "/etc/ca.pem: no such file"));
    watch.failing("Connection refused");
    assertThat(watch.status().off()).isEmpty();
    assertThat(output.lines()).hasSize(2);
  }
}
