package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private final Timestamps timestamps = new Timestamps();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T09:31:02.123456789Z",
        "2026-11-21T09:31:02.000000000Z",
        "2026-11-21T09:31:02.999999999Z",
        "2026-11-21T09:31:03.000000001Z",
        "2026-11-21T09:31:01.900000000Z", // the clock was set back
        "2024-02-29T23:59:59.000000010Z",
        "1969-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59.000100000Z",
      })
  void ofFixedWidth_alsoAfterAnotherSecond(String time) {
    for (String before : new String[] {"2026-11-21T09:31:02.5Z", "2026-11-21T09:31:03Z", time}) {
      timestamps.of(Instant.parse(before));
      assertThat(new String(timestamps.of(Instant.parse(time)), StandardCharsets.US_ASCII))
          .isEqualTo(time);
    }
  }
}
