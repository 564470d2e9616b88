package dev.telltale.telemetry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What of a ledger outlives its process. Closing it writes nothing, so that it stands for a kill.
 */
class LedgerFileTest {
  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void place() {
    file = dir.resolve("traces").resolve("ledger");
  }

  private void processThat(int created, int spooled, int dropped) {
    try (SignalLedger ledger = SignalLedger.open(file)) {
      assertThat(ledger.unusable()).isNull();
      ledger.created(created);
      ledger.spooled(spooled);
      ledger.dropped(DropReason.QUEUE_FULL, dropped);
    }
  }

  @Test
  void whatDiedInMemory_isRecoveredAndDroppedByTheNext() {
    processThat(100, 60, 10);

    try (SignalLedger next = SignalLedger.open(file)) {
      next.recovered(25); // of the 60, the others were delivered
      next.waitingIs(() -> 25);

      assertThat(next.counts().recovered()).isEqualTo(55);
      assertThat(next.counts().dropped(DropReason.CRASH)).isEqualTo(30);
      assertThat(next.counts().created()).isZero();
      assertThat(next.counts()).matches(counts -> counts.balanced());
      assertThat(next.setAside()).isNull();
    }
  }

  @Test
  void everyReasonIsKept() {
    try (SignalLedger ledger = SignalLedger.open(file)) {
      ledger.created(100);
      for (DropReason reason : DropReason.values()) {
        ledger.dropped(reason, 10);
      }
    }
    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.counts().dropped(DropReason.CRASH)).isEqualTo(20);
    }
  }

  @Test
  void aCrashIsToldOnce() {
    processThat(100, 60, 10);
    processThat(7, 7, 0);

    try (SignalLedger third = SignalLedger.open(file)) {
      assertThat(third.counts().recovered()).isZero();
    }
  }

  @Test
  void onDiskButNotCounted_isNoCrash() {
    processThat(100, 60, 0);

    try (SignalLedger next = SignalLedger.open(file)) {
      next.lastHadSpooled(100);
      assertThat(next.counts().dropped(DropReason.CRASH)).isZero();
      next.lastHadSpooled(80); // an older word changes nothing
      assertThat(next.counts().dropped(DropReason.CRASH)).isZero();
    }
  }

  @Test
  void eachProcessHasItsEpoch_andKnowsTheLast() {
    long first;
    try (SignalLedger ledger = SignalLedger.open(file)) {
      first = ledger.epoch();
      assertThat(ledger.lastEpoch()).isZero();
    }
    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.lastEpoch()).isEqualTo(first);
      assertThat(next.epoch()).isNotEqualTo(first).isPositive();
    }
  }

  @Test
  void torn_setAsideAndSaid() throws Exception {
    processThat(100, 60, 10);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }

    assertSetAside(file + ": expected a ledger of 12288 bytes, found 4096; now ledger.aside");
  }

  @Test
  void foreign_setAsideAndSaid() throws Exception {
    Files.createDirectories(file.getParent());
    byte[] text = new byte[12288];
    Arrays.fill(text, (byte) 'x');
    Files.write(file, text);

    assertSetAside(file + ": expected a ledger, found 78787878 at its start; now ledger.aside");
  }

  @Test
  void headerChanged_setAsideAndSaid() throws Exception {
    processThat(100, 60, 10);
    put(8, 42);

    assertSetAside(
        file + ": expected the header that was written, found another; now ledger.aside");
  }

  @Test
  void countsThatCannotBe_setAsideAndSaid() throws Exception {
    processThat(100, 60, 10);
    putByte(128 + 7, (byte) 0xff); // little-endian: the sign is in the last byte

    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.setAside())
          .startsWith(file + ": expected counts of items, found Last[")
          .endsWith("; now ledger.aside");
      assertThat(next.counts().recovered()).isZero();
    }
  }

  private void assertSetAside(String sentence) throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.setAside()).isEqualTo(sentence);
      assertThat(next.unusable()).isNull();
      assertThat(next.counts().recovered()).isZero();
      assertThat(file.resolveSibling("ledger.aside")).hasBinaryContent(before);
    }
    try (SignalLedger after = SignalLedger.open(file)) {
      assertThat(after.setAside()).isNull();
    }
  }

  @Test
  void noFolderThere_countsInMemoryAndSaysWhy() throws Exception {
    Files.writeString(dir.resolve("traces"), "a file");

    try (SignalLedger ledger = SignalLedger.open(file)) {
      assertThat(ledger.unusable()).isEqualTo(file + ": not a directory");
      ledger.created(3);
      assertThat(ledger.counts().created()).isEqualTo(3);
    }
  }

  @Test
  void openTwice_theSecondCountsInMemoryAndLeavesTheFileAlone() {
    try (SignalLedger first = SignalLedger.open(file)) {
      first.created(5);
      try (SignalLedger second = SignalLedger.open(file)) {
        assertThat(second.unusable()).isEqualTo(file + ": in use by this process");
        assertThat(second.counts().recovered()).isZero();
      }
      first.created(5);
    }
    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.counts().dropped(DropReason.CRASH)).isEqualTo(10);
    }
  }

  @Test
  void noRoomForANewFile_theOldOneIsUsedAgain() throws Exception {
    processThat(100, 60, 10);
    Files.createDirectory(file.resolveSibling("ledger.tmp")); // nothing can be written there
    processThat(8, 1, 2);
    Files.delete(file.resolveSibling("ledger.tmp"));

    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.counts().dropped(DropReason.CRASH)).isEqualTo(5);
    }
  }

  @Test
  void killedWhileTheNewFileWasWritten_theOldOneCounts() throws Exception {
    processThat(100, 60, 10);
    Files.write(file.resolveSibling("ledger.tmp"), new byte[100]);

    try (SignalLedger next = SignalLedger.open(file)) {
      assertThat(next.counts().dropped(DropReason.CRASH)).isEqualTo(30);
      assertThat(file.resolveSibling("ledger.tmp")).doesNotExist();
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    processThat(1, 1, 0);

    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.resolveSibling("ledger.lock"))).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void put(long at, long value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8).putLong(0, value), at);
    }
  }

  private void putByte(long at, byte value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {value}), at);
    }
  }
}
