package dev.telltale.telemetry.ledger;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Objects.requireNonNull;

import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger counts, and what the process before it left there.
 *
 * @param counters from 0
 * @param epoch of this process
 * @param last what the last process left
 * @param lock that keeps the file to this process; null in memory
 * @param unusable why it is memory although it should be a file
 * @param setAside the sentence about a file that was no ledger
 */
record LedgerPlace(
    Counters counters,
    long epoch,
    LedgerFile.Last last,
    @Nullable ProcessLock lock,
    @Nullable String unusable,
    @Nullable String setAside)
    implements AutoCloseable {

  static LedgerPlace memory(@Nullable String why) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Counters.BYTES + Long.BYTES);
    return new LedgerPlace(
        new Counters(bytes.alignedSlice(Long.BYTES)),
        newEpoch(),
        LedgerFile.Last.NOTHING,
        null,
        why,
        null);
  }

  /** In {@code file}, or in memory when that can't be used: then its last counts are left in it. */
  static LedgerPlace of(Path file) {
    try {
      OwnerOnly.folder(requireNonNull(file.toAbsolutePath().getParent(), "folder"));
      ProcessLock lock = ProcessLock.take(file.resolveSibling(file.getFileName() + ".lock"));
      try {
        return locked(file, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      return memory(file + ": " + Reason.of(e));
    }
  }

  private static LedgerPlace locked(Path file, ProcessLock lock) throws IOException {
    LedgerFile.Last last = null;
    String setAside = null;
    try {
      last = LedgerFile.read(file);
    } catch (LedgerFile.NotALedger e) {
      Path aside = file.resolveSibling(file.getFileName() + ".aside");
      Files.move(file, aside, REPLACE_EXISTING);
      setAside = e.getMessage() + "; now " + aside.getFileName();
    }
    long epoch = newEpoch();
    Counters counters = last == null ? LedgerFile.replace(file, epoch) : next(file, epoch);
    return new LedgerPlace(
        counters, epoch, last == null ? LedgerFile.Last.NOTHING : last, lock, null, setAside);
  }

  private static Counters next(Path file, long epoch) throws IOException {
    try {
      return LedgerFile.replace(file, epoch);
    } catch (IOException e) {
      return LedgerFile.reuse(file, epoch);
    }
  }

  private static long newEpoch() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
  }
}
