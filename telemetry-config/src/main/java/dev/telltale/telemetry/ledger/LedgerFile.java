package dev.telltale.telemetry.ledger;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file behind a ledger: one process's counters, under an epoch of its own. The first line is
 * magic, version, epoch and their checksum; the counters change at any moment and can't have one.
 */
final class LedgerFile {
  private static final int MAGIC = 0x4c545354;
  private static final int VERSION = 1;
  private static final int EPOCH_AT = 8;
  private static final int CHECKSUM_AT = 16;

  private LedgerFile() {}

  /** What a process left behind. */
  record Last(long epoch, long created, long spooled, long dropped) {
    static final Last NOTHING = new Last(0, 0, 0, 0);
  }

  /** This is no ledger; the message is {@code where: expected, found}. */
  static final class NotALedger extends Exception {
    private static final long serialVersionUID = 1L;

    NotALedger(String message) {
      super(message);
    }
  }

  /** What the last process left in {@code file}; null where there is none. */
  static @Nullable Last read(Path file) throws IOException, NotALedger {
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, READ)) {
      if (channel.size() != Counters.BYTES) {
        throw new NotALedger(
            file + ": expected a ledger of " + Counters.BYTES + " bytes, found " + channel.size());
      }
      bytes = ByteBuffer.allocateDirect(Counters.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    } catch (NoSuchFileException e) {
      return null;
    }
    Counters counters = new Counters(checked(file, bytes));
    Last last =
        new Last(
            bytes.getLong(EPOCH_AT), counters.created(), counters.spooled(), counters.dropped());
    if (last.created() < 0 || last.spooled() < 0 || last.dropped() < 0) {
      throw new NotALedger(file + ": expected counts of items, found " + last);
    }
    return last;
  }

  private static ByteBuffer checked(Path file, ByteBuffer bytes) throws NotALedger {
    int found = bytes.getInt(0);
    int version = bytes.getInt(4);
    if (found != MAGIC) {
      throw new NotALedger(
          file + ": expected a ledger, found " + Integer.toHexString(found) + " at its start");
    }
    if (bytes.getInt(CHECKSUM_AT) != checksum(bytes)) {
      throw new NotALedger(file + ": expected the header that was written, found another");
    }
    if (version != VERSION) {
      throw new NotALedger(
          file + ": expected a ledger of version " + VERSION + ", found " + version);
    }
    return bytes;
  }

  /** Puts a new file with counters at 0 in place of {@code file}, at once, and maps it. */
  static Counters replace(Path file, long epoch) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    ByteBuffer bytes = ByteBuffer.allocate(Counters.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header(bytes, epoch);
    Set<OpenOption> options = Set.of(CREATE, TRUNCATE_EXISTING, READ, WRITE);
    try (FileChannel channel =
        FileChannel.open(fresh, options, OwnerOnly.attributes(OwnerOnly.FILE))) {
      // All of it is written: a hole that a full disk can't fill later would kill the process.
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      Counters counters = new Counters(mapped(channel));
      Files.move(fresh, file, ATOMIC_MOVE);
      return counters;
    }
  }

  /** Uses the room that {@code file}, a ledger, has already: for a disk that is full. */
  static Counters reuse(Path file, long epoch) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      ByteBuffer bytes = mapped(channel);
      Counters counters = new Counters(bytes);
      counters.clear();
      header(bytes, epoch);
      return counters;
    }
  }

  private static ByteBuffer mapped(FileChannel channel) throws IOException {
    return channel
        .map(FileChannel.MapMode.READ_WRITE, 0, Counters.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void header(ByteBuffer bytes, long epoch) {
    bytes.putInt(0, MAGIC).putInt(4, VERSION).putLong(EPOCH_AT, epoch);
    bytes.putInt(CHECKSUM_AT, checksum(bytes));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CHECKSUM_AT));
    return (int) crc.getValue();
  }
}
