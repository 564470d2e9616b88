package dev.telltale.telemetry.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long BLOCK = 4096;

  @TempDir Path temp;
  private final TestClock clock = new TestClock();
  private final ToldTrouble trouble = new ToldTrouble();
  private SpoolLimits limits = limits(1000 * BLOCK);
  private Path dir;
  private SignalLedger ledger;
  private Spool spool;

  private static SpoolLimits limits(long maxBytes) {
    return new SpoolLimits(maxBytes, Duration.ofHours(1), false, 64 * 1024);
  }

  @BeforeEach
  void open() {
    dir = temp.resolve("spool").resolve("traces");
    ledger = SignalLedger.open(dir.resolve("ledger"));
    spool = Spool.open(dir, limits, ledger, trouble, clock);
  }

  @AfterEach
  void close() {
    spool.close();
    ledger.close();
  }

  /** As after a kill, for the folder holds all there is; only the locks have to be let go of. */
  private void reopen() {
    close();
    open();
  }

  private void append(String request, int items) {
    spool.append(request.getBytes(UTF_8), items);
  }

  private Taken take() {
    Taken taken = spool.take(-1);
    assertThat(taken).isNotNull();
    return taken;
  }

  private static String text(Taken taken) {
    return new String(taken.request(), UTF_8);
  }

  private List<String> files() throws IOException {
    return files(dir);
  }

  private List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(f -> f.contains("."))
          .sorted()
          .filter(file -> !file.startsWith("ledger"))
          .toList();
    }
  }

  private void assertBalanced() {
    assertThat(ledger.counts()).matches(LedgerCounts::balanced);
  }

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
  void anotherProcess_findsWhatWaitsInItsOrder() {
    ledger.created(60);
    for (int i = 0; i < 20; i++) {
      append("request " + i, 3);
    }
    spool.delivered(take(), 0);
    long last = spool.lastSequence();
    reopen();

    assertThat(spool.lastSequence()).isEqualTo(last);
    assertThat(spool.items()).isEqualTo(57);
    assertThat(ledger.counts().recovered()).isEqualTo(57);
    assertThat(ledger.counts().dropped(DropReason.CRASH)).isZero();
    assertBalanced();
    for (int i = 1; i < 20; i++) {
      assertThat(text(take())).isEqualTo("request " + i);
    }
    append("later", 1);
    assertThat(take().sequence()).isGreaterThan(last);
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
  void changedOnDisk_isKeptAsideAndPassedOver() throws Exception {
    ledger.created(3);
    append("one", 1);
    append("two", 2);
    Path first = dir.resolve(files().get(0));
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length - 1] ^= 1;
    Files.write(first, bytes);

    assertThat(text(take())).isEqualTo("two");
    assertThat(files(dir.resolve("corrupt"))).containsExactly(first.getFileName().toString());
    assertThat(trouble.keptAside())
        .containsExactly(
            first
                + ": expected the bytes that were written, found others; now in "
                + dir.resolve("corrupt"));
    assertThat(ledger.counts().dropped(DropReason.CORRUPT)).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void deletedByOthers_isCountedAsCorrupt() throws Exception {
    ledger.created(1);
    append("one", 1);
    Files.delete(dir.resolve(files().get(0)));

    assertThat(spool.take(-1)).isNull();
    assertThat(ledger.counts().dropped(DropReason.CORRUPT)).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void renamedByOthers_isNotSentAsWhatItIsNot() throws Exception {
    append("one", 1);
    Path file = dir.resolve(files().get(0));
    spool.close();
    Files.move(file, dir.resolve(file.getFileName().toString().replace("-1.", "-2.")));
    reopen();

    assertThat(spool.take(-1)).isNull();
    assertThat(ledger.counts().dropped(DropReason.CORRUPT)).isEqualTo(2);
    assertBalanced();
  }

  @Test
  void twoFilesOfOneSequence_oneIsKeptAside() throws Exception {
    append("one", 1);
    Path file = dir.resolve(files().get(0));
    spool.close();
    Files.copy(file, dir.resolve(file.getFileName().toString().replace("-1.", "-2.")));
    reopen();

    assertThat(spool.entries()).isEqualTo(1);
    assertThat(files(dir.resolve("corrupt"))).hasSize(1);
    assertBalanced();
  }

  @Test
  void writtenHalfway_isKeptAsideAndNotCounted() throws Exception {
    append("one", 1);
    spool.close();
    Files.writeString(dir.resolve("00000000000000ff-1700000000000-512.otlp.tmp"), "half of");
    reopen();

    assertThat(files()).hasSize(1);
    assertThat(files(dir.resolve("corrupt")))
        .containsExactly("00000000000000ff-1700000000000-512.otlp.tmp");
    assertThat(trouble.keptAside())
        .containsExactly(
            dir.resolve("00000000000000ff-1700000000000-512.otlp.tmp")
                + ": written halfway; now in "
                + dir.resolve("corrupt"));
    assertThat(ledger.counts().recovered()).isEqualTo(1);
  }

  @Test
  void filesOfOthers_areLeftAlone() throws Exception {
    Files.writeString(dir.resolve("notes.txt"), "keep");
    Files.writeString(dir.resolve("00000000000000ff-1-99999999999.otlp"), "no such number");
    reopen();

    assertThat(spool.entries()).isZero();
    assertThat(files()).containsExactly("00000000000000ff-1-99999999999.otlp", "notes.txt");
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

  @Test
  void killedAfterTheRenameAndBeforeTheCount_isFoundAndNotLost() {
    ledger.created(5);
    append("counted", 5);
    ledger.created(3);
    append("not counted any more", 3);
    ledger.spooled(-3); // as if the kill had come before it
    reopen();

    assertThat(ledger.counts().recovered()).isEqualTo(8);
    assertThat(ledger.counts().dropped(DropReason.CRASH)).isZero();
    assertBalanced();
  }

  @Test
  void killedBeforeTheCount_andTheFileDamaged_isStillFoundOnce() throws Exception {
    ledger.created(8);
    append("counted", 5);
    append("not counted any more", 3);
    ledger.spooled(-3);
    Files.write(dir.resolve(files().get(1)), new byte[0]);
    reopen();

    assertThat(ledger.counts().recovered()).isEqualTo(8);
    assertThat(ledger.counts().dropped(DropReason.CRASH)).isZero();
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

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    append("one", 1);

    assertThat(permissions(dir)).isEqualTo("rwx------");
    assertThat(permissions(dir.resolve("corrupt"))).isEqualTo("rwx------");
    assertThat(permissions(dir.resolve("rejected"))).isEqualTo("rwx------");
    assertThat(permissions(dir.resolve("lock"))).isEqualTo("rw-------");
    assertThat(permissions(dir.resolve(files().get(0)))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
