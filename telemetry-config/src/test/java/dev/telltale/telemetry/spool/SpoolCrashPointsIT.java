package dev.telltale.telemetry.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that spools 1,000 records is killed at one of its system calls, and the next process
 * finds every record it has to, and says exactly what died: at {@code -Dcrash.points} calls, half
 * of them with fsync; half of each follow one another from the first, the others lie among the
 * rest.
 */
class SpoolCrashPointsIT {
  private static final int POINTS = Integer.getInteger("crash.points", 8);
  private static final Duration REOPENED_WITHIN = Duration.ofSeconds(1);

  @TempDir Path temp;
  private long slowestMillis;

  @Test
  void killedAtAnySystemCall_nothingAcknowledgedIsLost() throws Exception {
    assumeTrue(Traced.possible(), "strace is missing: apt-get install strace");
    for (boolean fsync : new boolean[] {false, true}) {
      List<Traced.Call> calls = Traced.calls(folder("dry-run-" + fsync), fsync);
      assertThat(calls).hasSizeGreaterThan(2 * CrashJournal.RECORDS);
      int points = POINTS / 2;
      for (int i = 0; i < points; i++) {
        int rest = (i - points / 2) * (calls.size() - points / 2) / (points - points / 2);
        Traced.Call call = calls.get(i < points / 2 ? i : points / 2 + rest);
        Path dir = folder(call.name() + "-" + call.nth() + "-" + fsync);
        assertThat(Traced.killedAt(call, dir, fsync)).as("%s", call).isEqualTo("killed");
        assertAllThere(call + (fsync ? " with fsync" : ""), dir, fsync);
      }
    }
    System.out.println(
        POINTS + " crash points: all records there, slowest reopening " + slowestMillis + " ms");
  }

  private Path folder(String name) throws Exception {
    return Files.createDirectory(temp.resolve(name));
  }

  private void assertAllThere(String point, Path dir, boolean fsync) throws Exception {
    CrashJournal journal = CrashJournal.open(dir.resolve("journal"));
    Path folder = dir.resolve("spool");
    ToldTrouble trouble = new ToldTrouble();
    SpoolLimits limits = new SpoolLimits(1L << 30, Duration.ofDays(1), fsync, 1 << 20);
    long begin = System.nanoTime();
    try (SignalLedger ledger = SignalLedger.open(folder.resolve("ledger"));
        Spool spool = Spool.open(folder, limits, ledger, trouble, InstantSource.system())) {
      Duration reopening = Duration.ofNanos(System.nanoTime() - begin);
      slowestMillis = Math.max(slowestMillis, reopening.toMillis());
      assertThat(reopening).as(point).isLessThan(REOPENED_WITHIN);
      assertThat(ledger.unusable()).as(point).isNull();
      assertThat(ledger.setAside()).as(point).isNull();
      assertThat(trouble.states()).as(point).isEmpty();
      assertThat(trouble.keptAside()).as(point).allMatch(what -> what.contains("written halfway"));

      BitSet found = new BitSet();
      long items = spool.items();
      for (Taken taken = spool.take(-1); taken != null; taken = spool.take(-1)) {
        int record = ByteBuffer.wrap(taken.request()).getInt();
        assertThat(taken.request()).as(point).isEqualTo(CrashJournal.request(record));
        assertThat(found.get(record)).as("%s: record %s twice", point, record).isFalse();
        found.set(record);
        spool.delivered(taken, 0);
      }
      long died = 0;
      for (int record = 0; record < CrashJournal.RECORDS; record++) {
        switch (journal.state(record)) {
          case CrashJournal.APPENDING -> died += found.get(record) ? 0 : CrashJournal.items(record);
          case CrashJournal.APPENDED ->
              assertThat(found.get(record)).as("%s: record %s", point, record).isTrue();
          case CrashJournal.UNKNOWN, CrashJournal.DELIVERED ->
              assertThat(found.get(record)).as("%s: record %s", point, record).isFalse();
          default -> {} // being delivered: it may be sent a second time
        }
      }
      LedgerCounts counts = ledger.counts();
      assertThat(counts.dropped(DropReason.CRASH)).as(point).isEqualTo(died);
      assertThat(counts.recovered()).as(point).isEqualTo(died + items);
      assertThat(counts.delivered()).as(point).isEqualTo(items);
      assertThat(counts.balanced()).as(point).isTrue();
    }
  }
}
