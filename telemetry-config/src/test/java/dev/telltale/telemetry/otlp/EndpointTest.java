package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.otlp.Answer.Cause;
import dev.telltale.telemetry.otlp.Endpoint.State;
import dev.telltale.telemetry.watch.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Answer CLIENT = Answer.kept("ended", Cause.CLIENT);
  private static final Answer SILENCE = Answer.kept("no answer", Cause.SILENCE);

  private final Endpoint endpoint = new Endpoint(new Backoff(FIRST, Duration.ofSeconds(5)));

  @Test
  void clientEnded_isNoOutage() {
    endpoint.failed(CLIENT, 0);
    assertThat(endpoint.state()).isEqualTo(State.DOUBTED);
    assertThat(endpoint.waitNanos(0)).isZero();
  }

  @Test
  void clientEndedAgainAndAgain_doesNotMakeTheWaitLonger() {
    for (int i = 0; i < 20; i++) {
      endpoint.failed(CLIENT, 0);
      assertThat(endpoint.waitNanos(0)).isLessThanOrEqualTo(FIRST.toNanos());
    }
  }

  @Test
  void silence_makesTheWaitLonger() {
    for (int i = 0; i < 20; i++) {
      endpoint.failed(SILENCE, 0);
      assertThat(endpoint.state()).isEqualTo(State.DOWN);
    }
    assertThat(endpoint.waitNanos(0)).isGreaterThan(FIRST.toNanos());
  }
}
