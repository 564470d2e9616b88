package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.peer.SeenNonces.Taken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenNoncesTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  private final SeenNonces seen = new SeenNonces(Duration.ofMinutes(10), 3, 2);

  @Test
  void takenOnceForAsLongAsItsRequestCouldBeSentAgain() {
    assertThat(seen.take("a", true, "1", NOW)).isEqualTo(Taken.NEW);
    assertThat(seen.take("a", true, "1", NOW.plusSeconds(600))).isEqualTo(Taken.USED_BEFORE);
    assertThat(seen.take("a", true, "1", NOW.plusSeconds(601))).isEqualTo(Taken.NEW);
  }

  @Test
  void sameNonceOfAnotherPeer_isAnotherOne() {
    seen.take("a", true, "1", NOW);

    assertThat(seen.take("b", true, "1", NOW)).isEqualTo(Taken.NEW);
  }

  @Test
  void strangersThatFillTheirRoom_leaveThatOfAPeerAlone() {
    assertThat(seen.take("x", false, "1", NOW)).isEqualTo(Taken.NEW);
    assertThat(seen.take("y", false, "1", NOW)).isEqualTo(Taken.NEW);
    assertThat(seen.take("z", false, "1", NOW)).isEqualTo(Taken.NO_ROOM);

    assertThat(seen.take("a", true, "1", NOW)).isEqualTo(Taken.NEW);
  }

  @Test
  void peerThatFillsItsRoom_hasNoneUntilTimeGoesBy() {
    for (int i = 0; i < 3; i++) seen.take("a", true, "" + i, NOW);

    assertThat(seen.take("a", true, "3", NOW)).isEqualTo(Taken.NO_ROOM);
    assertThat(seen.take("b", true, "3", NOW)).isEqualTo(Taken.NEW);
    assertThat(seen.take("a", true, "3", NOW.plusSeconds(601))).isEqualTo(Taken.NEW);
  }

  @Test
  void strangerThatBecameAPeer_canNotBeTakenTwice() {
    seen.take("a", false, "1", NOW);

    assertThat(seen.take("a", true, "1", NOW)).isEqualTo(Taken.USED_BEFORE);
  }
}
