package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.ledger.SignalLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Appends 1,000 records and delivers three of four, to be killed at it: {@code folder} {@code
 * fsync}. All of it on one thread that has done {@link #WARM_UP} system calls of each kind before,
 * so that those of the virtual machine's start are never as many.
 */
final class SpoolCrashWriter {
  static final String MARKER = "work-begins-here";
  static final int WARM_UP = 20;

  private SpoolCrashWriter() {}

  public static void main(String[] args) throws Exception {
    Path dir = Path.of(args[0]);
    boolean fsync = Boolean.parseBoolean(args[1]);
    Thread worker =
        new Thread(
            () -> {
              try {
                warmUp(dir);
                work(dir, fsync);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    worker.start();
    worker.join();
  }

  private static void warmUp(Path dir) throws IOException {
    SystemFiles files = new SystemFiles();
    Path one = dir.resolve("one");
    Path two = dir.resolve("two");
    for (int i = 0; i < WARM_UP; i++) {
      files.write(one, ByteBuffer.wrap(new byte[8]), true);
      files.rename(one, two);
      files.syncFolder(dir);
      files.delete(two);
    }
    Files.writeString(one, "and the last of them says where the count begins");
    files.rename(one, dir.resolve(MARKER));
  }

  private static void work(Path dir, boolean fsync) throws IOException {
    CrashJournal journal = CrashJournal.open(dir.resolve("journal"));
    Path folder = dir.resolve("spool");
    SignalLedger ledger = SignalLedger.open(folder.resolve("ledger"));
    SpoolLimits limits = new SpoolLimits(1L << 30, Duration.ofDays(1), fsync, 1 << 20);
    try (ledger;
        Spool spool =
            Spool.open(folder, limits, ledger, new ToldTrouble(), InstantSource.system())) {
      for (int record = 0; record < CrashJournal.RECORDS; record++) {
        journal.state(record, CrashJournal.APPENDING);
        ledger.created(CrashJournal.items(record));
        spool.append(CrashJournal.request(record), CrashJournal.items(record));
        journal.state(record, CrashJournal.APPENDED);
        if (record % 4 > 0) {
          deliver(spool, journal);
        }
      }
    }
  }

  private static void deliver(Spool spool, CrashJournal journal) {
    Taken taken = spool.take(-1);
    if (taken != null) {
      int record = ByteBuffer.wrap(taken.request()).getInt();
      journal.state(record, CrashJournal.DELIVERING);
      spool.delivered(taken, 0);
      journal.state(record, CrashJournal.DELIVERED);
    }
  }
}
