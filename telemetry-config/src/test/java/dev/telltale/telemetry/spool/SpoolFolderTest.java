package dev.telltale.telemetry.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** What is found on disk, by whom, and whether it can be believed. */
class SpoolFolderTest extends OneSpool {
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
    assertThat(ledger.counts().dropped(DropReason.CORRUPT)).isPositive();
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
    Files.writeString(dir.resolve("other.tmp"), "as the ledger's own, after a kill");
    Files.writeString(dir.resolve("00000000000000ff-1-99999999999.otlp"), "no such number");
    reopen();

    assertThat(spool.entries()).isZero();
    assertThat(files())
        .containsExactly("00000000000000ff-1-99999999999.otlp", "notes.txt", "other.tmp");
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
