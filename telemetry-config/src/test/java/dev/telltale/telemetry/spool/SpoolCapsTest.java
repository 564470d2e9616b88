package dev.telltale.telemetry.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What makes room, and when. */
class SpoolCapsTest extends OneSpool {
  @Test
  void requestsThatAreGoneInAMoment_areKeptAsTheyAre_othersArePacked() {
    limits = new SpoolLimits(1000 * BLOCK, Duration.ofHours(1), false, 1000 * BLOCK);
    reopen();
    for (int i = 0; i < 16; i++) {
      append("a".repeat(10_000), 1);
    }
    assertThat(spool.bytes()).isEqualTo(16 * 3 * BLOCK);
    append("a".repeat(10_000), 1);
    assertThat(spool.bytes()).isEqualTo(16 * 3 * BLOCK + BLOCK);
    assertThat(text(take())).isEqualTo("a".repeat(10_000));
  }

  @Test
  void requestThatIsLargeForTheSpool_isPacked() {
    append("a".repeat(10_000), 1);
    assertThat(spool.bytes()).isEqualTo(BLOCK);
  }

  @Test
  void aboveTheCap_theOldestMakeRoom_andAreCounted() {
    limits = limits(3 * BLOCK);
    reopen();
    ledger.created(5);
    for (int i = 0; i < 5; i++) {
      append("request " + i, 1);
    }

    assertThat(spool.bytes()).isEqualTo(3 * BLOCK);
    assertThat(text(take())).isEqualTo("request 2");
    assertThat(ledger.counts().dropped(DropReason.SPOOL_FULL)).isEqualTo(2);
    assertThat(trouble.dropped()).containsExactly("spool_full 1", "spool_full 1");
    assertBalanced();
  }

  @Test
  void aboveTheCap_whatIsInFlightStays() {
    limits = limits(2 * BLOCK);
    reopen();
    ledger.created(4);
    append("a", 1);
    append("b", 1);
    Taken a = take();
    append("c", 1);
    Taken c = take();
    assertThat(text(c)).isEqualTo("c");
    append("d", 1); // and no room can be made for it

    spool.delivered(a, 0);
    spool.delivered(c, 0);
    assertThat(spool.take(-1)).isNull();
    assertThat(ledger.counts().delivered()).isEqualTo(2);
    assertThat(ledger.counts().dropped(DropReason.SPOOL_FULL)).isEqualTo(2);
    assertBalanced();
  }

  @Test
  void largerThanTheCap_isDroppedAndTheOthersStay() {
    limits = limits(3 * BLOCK);
    reopen();
    ledger.created(2);
    append("small", 1);
    byte[] random = new byte[20_000];
    new Random(1).nextBytes(random);
    spool.append(random, 1);

    assertThat(ledger.counts().dropped(DropReason.SPOOL_FULL)).isEqualTo(1);
    assertThat(text(take())).isEqualTo("small");
    assertBalanced();
  }

  @Test
  void capLowered_theOldestAreDroppedAtTheNextOpening() {
    for (int i = 0; i < 5; i++) {
      append("request " + i, 1);
    }
    limits = limits(2 * BLOCK);
    reopen();

    assertThat(spool.bytes()).isEqualTo(2 * BLOCK);
    assertThat(text(take())).isEqualTo("request 3");
    assertThat(ledger.counts().dropped(DropReason.SPOOL_FULL)).isEqualTo(3);
    assertBalanced();
  }

  @Test
  void tooOld_isDroppedWhenItsTurnComes() throws Exception {
    ledger.created(3);
    append("a", 1);
    append("b", 1);
    clock.advance(Duration.ofMinutes(59));
    append("c", 1);
    clock.advance(Duration.ofMinutes(2));

    assertThat(text(take())).isEqualTo("c");
    assertThat(ledger.counts().dropped(DropReason.TOO_OLD)).isEqualTo(2);
    assertThat(files()).hasSize(1);
    assertBalanced();
  }

  @Test
  void tooOld_isDroppedByAnAppend_alsoWhenNobodyTakes() {
    ledger.created(2);
    append("a", 1);
    clock.advance(Duration.ofMinutes(61));
    append("b", 1);

    assertThat(spool.items()).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void clockThatIsSet_makesNothingOlderOrYounger() {
    ledger.created(2);
    append("a", 1);
    clock.set(Duration.ofDays(20_000)); // of a machine that began in 1970
    append("b", 1);
    assertThat(spool.items()).isEqualTo(2);
    clock.set(Duration.ofDays(-20_000));
    clock.advance(Duration.ofMinutes(61));
    append("", 0);
    assertThat(spool.items()).isZero();
    assertBalanced();
  }

  @Test
  void ageGoesOnInTheNextProcess() {
    ledger.created(1);
    append("a", 1);
    clock.advance(Duration.ofMinutes(59));
    reopen();
    assertThat(spool.items()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    append("", 0);
    assertThat(spool.items()).isZero();
    assertBalanced();
  }

  @Test
  void tooOldInFlight_isStillDelivered() {
    ledger.created(1);
    append("a", 1);
    Taken a = take();
    clock.advance(Duration.ofMinutes(61));
    append("", 0);
    spool.delivered(a, 0);

    assertThat(ledger.counts().delivered()).isEqualTo(1);
    assertThat(ledger.counts().droppedTotal()).isZero();
    assertBalanced();
  }

  @Test
  void whatIsKeptAside_isBounded() throws Exception {
    byte[] random = new byte[1024 * 1024 - 64];
    new Random(1).nextBytes(random);
    limits = limits(64L * 1024 * 1024);
    reopen();
    for (int i = 0; i < 18; i++) {
      random[0]++;
      spool.append(random, 1);
      spool.refused(take(), "HTTP 400");
    }
    List<String> kept = files(dir.resolve("rejected"));
    assertThat(kept).hasSize(16);
    assertThat(kept.get(15)).startsWith(String.format("%016x", spool.lastSequence()));
  }
}
