package dev.telltale.telemetry.queue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CadenceTest {
  private final Cadence cadence = new Cadence(0);

  @Test
  void atFirst_batchesAreSmall_howeverFastItemsCome() {
    for (int i = 1; i < Cadence.FIRST_BATCHES; i++) {
      assertThat(cadence.after(i)).isEqualTo(Cadence.FEW);
      assertThat(cadence.most()).isEqualTo(Cadence.FEW);
    }
    assertThat(cadence.after(Cadence.FIRST_BATCHES)).isEqualTo(Cadence.MANY);
    assertThat(cadence.most()).isEqualTo(Cadence.MANY);
  }

  @Test
  void slow_isWorthFew_fast_isWorthMany() {
    for (int i = 0; i < Cadence.FIRST_BATCHES; i++) {
      cadence.after(0);
    }
    assertThat(cadence.after(MILLISECONDS.toNanos(64))).isEqualTo(Cadence.FEW);
    assertThat(cadence.after(MILLISECONDS.toNanos(65))).isEqualTo(Cadence.MANY);
    assertThat(cadence.after(MILLISECONDS.toNanos(70))).isEqualTo(Cadence.MANY);
    assertThat(cadence.after(MILLISECONDS.toNanos(80))).isEqualTo(Cadence.FEW);
  }
}
