package dev.telltale.telemetry.queue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CadenceTest {
  private final Cadence cadence = new Cadence(0);

  @Test
  void slow_isWorthFew_fast_isWorthMany() {
    assertThat(cadence.after(MILLISECONDS.toNanos(64))).isEqualTo(Cadence.FEW);
    assertThat(cadence.after(MILLISECONDS.toNanos(65))).isEqualTo(Cadence.MANY);
    assertThat(cadence.after(MILLISECONDS.toNanos(70))).isEqualTo(Cadence.MANY);
    assertThat(cadence.after(MILLISECONDS.toNanos(80))).isEqualTo(Cadence.FEW);
  }
}
