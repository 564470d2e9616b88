package dev.telltale.telemetry.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a spool promises while the disk works and nobody meddles. */
class SpoolTest extends OneSpool {
  @Test
  void appended_isOnDiskBeforeAppendReturns() throws Exception {
    append("one", 7);

    long sequence = spool.lastSequence();
    assertThat(files()).containsExactly(String.format("%016x-%d-7.otlp", sequence, clock.millis()));
    assertThat(spool.items()).isEqualTo(7);
    assertThat(spool.bytes()).isEqualTo(BLOCK);
    assertThat(spool.entries()).isEqualTo(1);
  }

  @Test
  void delivered_isGoneAndCounted() throws Exception {
    ledger.created(7);
    append("one", 7);

    Taken taken = take();
    assertThat(text(taken)).isEqualTo("one");
    assertThat(taken.items()).isEqualTo(7);
    assertThat(taken.attempts()).isZero();
    assertThat(taken.createdAt()).isEqualTo(clock.instant());
    spool.delivered(taken, 2);

    assertThat(files()).isEmpty();
    assertThat(spool.bytes()).isZero();
    assertThat(ledger.counts().delivered()).isEqualTo(5);
    assertThat(ledger.counts().dropped(DropReason.REJECTED)).isEqualTo(2);
    assertBalanced();
  }

  @Test
  void rejectedMoreThanSent_countsNoMoreThanThereWere() {
    ledger.created(7);
    append("one", 7);
    spool.delivered(take(), 1000);

    assertThat(ledger.counts().dropped(DropReason.REJECTED)).isEqualTo(7);
    assertThat(ledger.counts().delivered()).isZero();
    assertBalanced();
  }

  @Test
  void takenOnce_untilPutBack() {
    append("one", 1);
    Taken taken = take();
    assertThat(spool.take(-1)).isNull();
    spool.putBack(taken);

    Taken again = take();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.sequence()).isEqualTo(taken.sequence());
  }

  @Test
  void settledTwice_countsOnce() {
    ledger.created(1);
    append("one", 1);
    Taken taken = take();
    spool.delivered(taken, 0);
    spool.delivered(taken, 0);
    spool.refused(taken, "late");
    spool.putBack(taken);

    assertThat(spool.take(-1)).isNull();
    assertThat(ledger.counts().delivered()).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void settledAfterItWasPutBack_stillWaits() {
    append("one", 1);
    Taken taken = take();
    spool.putBack(taken);
    spool.delivered(taken, 0);

    assertThat(spool.entries()).isEqualTo(1);
    assertThat(take().attempts()).isEqualTo(1);
  }

  @Test
  void takesTheOldestFirst_fewestAttemptsBefore_andOnlyAbove() {
    append("a", 1);
    append("b", 1);
    append("c", 1);
    Taken a = take();
    assertThat(text(a)).isEqualTo("a");
    spool.putBack(a);

    assertThat(text(take())).isEqualTo("b");
    assertThat(text(take())).isEqualTo("c");
    assertThat(text(take())).isEqualTo("a");

    long before = spool.lastSequence();
    append("d", 1);
    append("e", 1);
    assertThat(text(spool.take(before + 1))).isEqualTo("e");
    assertThat(spool.take(before + 1)).isNull();
    assertThat(text(spool.take(before))).isEqualTo("d");
  }

  @Test
  void largeRequests_areSmallerOnDisk_andComeBackAsTheyWere() throws Exception {
    byte[] repeating = "service.name=telltale;".repeat(5000).getBytes(UTF_8);
    byte[] random = new byte[50_000];
    new Random(1).nextBytes(random);
    spool.append(repeating, 1);
    spool.append(random, 1);
    spool.append(new byte[0], 0);

    assertThat(Files.size(dir.resolve(files().get(0)))).isLessThan(repeating.length / 20);
    assertThat(Files.size(dir.resolve(files().get(1)))).isEqualTo(random.length + 64);
    assertThat(take().request()).isEqualTo(repeating);
    assertThat(take().request()).isEqualTo(random);
    assertThat(take().request()).isEmpty();
  }

  @Test
  void refused_isKeptAsideAndCounted() throws Exception {
    ledger.created(3);
    append("poison", 3);
    spool.refused(take(), "HTTP 400");

    assertThat(files()).isEmpty();
    assertThat(files(dir.resolve("rejected"))).hasSize(1);
    String file = files(dir.resolve("rejected")).get(0);
    assertThat(trouble.keptAside())
        .containsExactly(dir.resolve(file) + ": HTTP 400; now in " + dir.resolve("rejected"));
    assertThat(trouble.dropped()).containsExactly("rejected 3");
    assertThat(ledger.counts().dropped(DropReason.REJECTED)).isEqualTo(3);
    assertBalanced();
    reopen();
    assertThat(spool.take(-1)).isNull();
  }

  @Test
  void onAppend_isCalledAfterwards() {
    List<Long> seen = new ArrayList<>();
    spool.onAppend(() -> seen.add(spool.items()));
    append("one", 4);

    assertThat(seen).containsExactly(4L);
  }

  @Test
  void closed_takesAndGivesNothing_andCountsIt() {
    ledger.created(3);
    append("one", 1);
    Taken one = take();
    spool.close();
    append("two", 2);
    spool.delivered(one, 0);

    assertThat(spool.take(-1)).isNull();
    assertThat(ledger.counts().dropped(DropReason.SHUTDOWN)).isEqualTo(2);
    assertThat(ledger.counts().waiting()).isEqualTo(1); // the answer came too late: sent again
    assertBalanced();
  }

  @Test
  void interrupted_putsItOnDiskAllTheSame() throws Exception {
    Thread.currentThread().interrupt();
    append("one", 1);
    Taken one = take();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(text(one)).isEqualTo("one");
    assertThat(files()).hasSize(1);
    assertThat(trouble.all()).isEmpty();
  }

  @Test
  void withFsync_worksTheSame() {
    limits = new SpoolLimits(1000 * BLOCK, Duration.ofHours(1), true, 0);
    reopen();
    append("one", 1);
    reopen();

    assertThat(text(take())).isEqualTo("one");
    assertThat(trouble.all()).isEmpty();
  }
}
