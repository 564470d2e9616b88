package dev.telltale.telemetry.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a spool promises while the disk takes nothing. */
class SpoolInMemoryTest extends OneSpool {
  private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMillis(1000);

  private void assertNextAre(String... requests) {
    for (String request : requests) {
      Taken taken = take();
      assertThat(text(taken)).isEqualTo(request);
      spool.delivered(taken, 0);
    }
    assertThat(spool.take(-1)).isNull();
  }

  @Test
  void diskFull_waitsInMemory_saidOnce() throws Exception {
    ledger.created(3);
    files.full = true;
    append("a", 1);
    append("b", 1);
    clock.advance(UNTIL_TRIED_AGAIN); // and it fails again
    append("c", 1);

    assertThat(trouble.states()).containsExactly("in memory: " + dir + ": No space left on device");
    assertThat(files()).isEmpty();
    assertThat(spool.items()).isEqualTo(3);
    assertThat(spool.bytes()).isEqualTo(3);
    assertBalanced();
    assertNextAre("a", "b", "c");
    assertThat(ledger.counts().delivered()).isEqualTo(3);
    assertThat(ledger.spooled()).isEqualTo(3);
    assertBalanced();
  }

  @Test
  void diskWorksAgain_allGoesToDiskInOrder() throws Exception {
    ledger.created(5);
    append("a", 1);
    files.full = true;
    append("b", 1);
    append("c", 1);
    files.full = false;
    append("d", 1); // too early to try the disk, and not to overtake the others
    assertThat(files()).hasSize(1);
    clock.advance(UNTIL_TRIED_AGAIN);
    append("e", 1);

    assertThat(files()).hasSize(5);
    assertThat(trouble.states())
        .containsExactly("in memory: " + dir + ": No space left on device", "on disk");
    assertThat(ledger.spooled()).isEqualTo(5);
    reopen();
    assertThat(ledger.counts().dropped(DropReason.CRASH)).isZero();
    assertNextAre("a", "b", "c", "d", "e");
    assertBalanced();
  }

  @Test
  void diskWorksAgain_alsoWithoutAnAppend() throws Exception {
    files.full = true;
    append("a", 1);
    files.full = false;
    clock.advance(UNTIL_TRIED_AGAIN);
    Taken a = take();

    assertThat(files()).hasSize(1);
    assertThat(trouble.states()).last().isEqualTo("on disk");
    spool.delivered(a, 0);
    assertThat(files()).isEmpty();
  }

  @Test
  void inFlightWhenTheDiskWorksAgain_isDeletedOnceDelivered() throws Exception {
    ledger.created(2);
    files.full = true;
    append("a", 1);
    Taken a = take();
    files.full = false;
    clock.advance(UNTIL_TRIED_AGAIN);
    append("b", 1);
    assertThat(files()).hasSize(2);
    spool.delivered(a, 0);

    assertThat(files()).hasSize(1);
    assertThat(ledger.spooled()).isEqualTo(2);
    assertBalanced();
  }

  @Test
  void memoryFull_theOldestMakeRoom_andAreCounted() {
    byte[] random = new byte[30_000];
    new Random(1).nextBytes(random);
    ledger.created(3);
    files.full = true;
    for (int i = 0; i < 3; i++) {
      spool.append(random, 1);
    }

    assertThat(spool.bytes()).isEqualTo(60_000);
    assertThat(ledger.counts().dropped(DropReason.WRITE_FAILED)).isEqualTo(1);
    assertThat(take().sequence()).isEqualTo(spool.lastSequence() - 1);
    assertBalanced();
  }

  @Test
  void memoryFull_whatIsInFlightStays() {
    byte[] random = new byte[60_000];
    new Random(1).nextBytes(random);
    ledger.created(2);
    files.full = true;
    spool.append(random, 1);
    Taken first = take();
    spool.append(random, 1);
    spool.delivered(first, 0);

    assertThat(ledger.counts().delivered()).isEqualTo(1);
    assertThat(ledger.counts().dropped(DropReason.WRITE_FAILED)).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void diskAtItsCapAndRefusing_dropsNothingThatIsOnIt() {
    limits = limits(2 * BLOCK);
    reopen();
    ledger.created(3);
    append("a", 1);
    append("b", 1);
    files.refuses = "Read-only file system";
    append("c", 1);

    assertThat(ledger.counts().droppedTotal()).isZero();
    assertThat(spool.entries()).isEqualTo(3);
    assertBalanced();
  }

  @Test
  void deliveredButNotDeletable_isDeletedLater_notSentAgain() throws Exception {
    append("a", 1);
    files.refuses = "Read-only file system";
    assertNextAre("a");
    assertThat(trouble.states()).containsExactly("in memory: " + dir + ": Read-only file system");
    assertThat(files()).hasSize(1);
    files.refuses = null;
    clock.advance(UNTIL_TRIED_AGAIN);
    append("b", 1);

    assertThat(files()).hasSize(1);
    reopen();
    assertNextAre("b");
  }

  @Test
  void killedWhileInMemory_isCountedByTheNext() {
    ledger.created(2);
    append("a", 1);
    files.refuses = "Input/output error";
    append("b", 1);
    ledger.close(); // and not the spool, which would write it or count it
    ledger = SignalLedger.open(dir.resolve("ledger"));

    assertThat(ledger.counts().dropped(DropReason.CRASH)).isEqualTo(1);
  }

  @Test
  void closedWithTheDiskWorking_isOnDisk() throws Exception {
    ledger.created(1);
    files.full = true;
    append("a", 1);
    files.full = false;
    spool.close();

    assertThat(files()).hasSize(1);
    assertThat(ledger.counts().droppedTotal()).isZero();
    assertBalanced();
    reopen();
    assertNextAre("a");
  }

  @Test
  void closedWithTheDiskRefusing_isCounted() {
    ledger.created(2);
    files.full = true;
    append("a", 1);
    append("b", 1);
    take();
    spool.close();

    assertThat(ledger.counts().dropped(DropReason.SHUTDOWN)).isEqualTo(2);
    assertThat(spool.items()).isZero();
    assertBalanced();
  }

  @Test
  void refusedWhileInMemory_isKeptAsideAllTheSame() throws Exception {
    ledger.created(1);
    files.full = true;
    append("poison", 1);
    files.full = false;
    spool.refused(take(), "HTTP 400");

    assertThat(files(dir.resolve("rejected"))).hasSize(1);
    assertThat(ledger.counts().dropped(DropReason.REJECTED)).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void tooManyOpenFiles_isNoDamage() {
    ledger.created(2);
    append("a", 1);
    append("b", 1);
    files.unreadable = "Too many open files";

    assertThat(spool.take(-1)).isNull();
    assertThat(trouble.keptAside())
        .containsExactly(
            dir.resolve(new EntryName(spool.lastSequence() - 1, clock.millis(), 1).file())
                + ": Too many open files; tried again later");
    files.unreadable = null;
    assertNextAre("b", "a");
    assertThat(ledger.counts().delivered()).isEqualTo(2);
    assertBalanced();
  }

  @Test
  void noFolderThere_waitsInMemoryUntilThereIs() throws Exception {
    spool.close();
    Path elsewhere = temp.resolve("a file");
    Files.writeString(elsewhere, "in the way");
    dir = elsewhere.resolve("traces");
    try (SignalLedger own = SignalLedger.inMemory();
        Spool other = anotherSpool(own)) {
      assertThat(trouble.states()).containsExactly("in memory: " + dir + ": Not a directory");
      other.append("a".getBytes(UTF_8), 1);
      assertThat(other.items()).isEqualTo(1);

      Files.delete(elsewhere);
      clock.advance(UNTIL_TRIED_AGAIN);
      other.append("b".getBytes(UTF_8), 1);
      assertThat(files()).hasSize(2);
      assertThat(trouble.states()).last().isEqualTo("on disk");
    }
  }

  @Test
  void inUseByAnother_waitsInMemoryAndTakesOverWhenItIsFree() throws Exception {
    append("of the first", 1);
    clock.advance(Duration.ofMillis(1));
    try (SignalLedger own = SignalLedger.inMemory();
        Spool second = anotherSpool(own)) {
      own.created(1);
      second.append("of the second".getBytes(UTF_8), 1);
      assertThat(trouble.states())
          .containsExactly("in memory: " + dir + ": in use by this process");
      assertThat(files()).hasSize(1);
      spool.close();
      clock.advance(UNTIL_TRIED_AGAIN);

      assertThat(text(second.take(-1))).isEqualTo("of the first");
      assertThat(text(second.take(-1))).isEqualTo("of the second");
      assertThat(files()).hasSize(2);
      assertThat(own.counts().recovered()).isEqualTo(1);
      assertThat(own.counts()).matches(counts -> counts.balanced());
    }
  }
}
