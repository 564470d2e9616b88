package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.ledger.SignalLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What one process has of a spool, from its start until it is closed or dies; the next begins with
 * what is on the disk.
 */
final class SpoolProcess implements AutoCloseable {
  private final Path dir;
  private final FileSteps disk;
  private final Parts parts;
  private final SpoolLimits limits;
  private final TestClock clock;

  private CrashingFiles files;
  private SpoolFolder folder;
  private SignalLedger ledger;
  private Spool spool;

  SpoolProcess(Path dir, FileSteps disk, Parts parts, SpoolLimits limits, TestClock clock) {
    this.dir = dir;
    this.disk = disk;
    this.parts = parts;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Opens everything.
   *
   * @param queued what waits before the spool
   * @param lastStep after which step that changes the disk it is killed; 0: not
   * @return whether it was not killed
   */
  boolean begin(LongSupplier queued, int lastStep) {
    files = new CrashingFiles(disk);
    FileSteps steps = parts.files(files);
    folder = parts.folder(dir, steps, limits.fsync());
    ledger = SignalLedger.open(dir.resolve("ledger"));
    ledger.waitingIs(queued);
    files.killAt(lastStep, CrashingFiles.Moment.AFTER);
    News news = new News(new ToldTrouble());
    try {
      Shelf shelf = new Shelf(folder, parts.entries(), limits, ledger, news, clock);
      spool = new Spool(shelf, ledger, news);
    } catch (Killed e) {
      dead();
      return false;
    }
    files.killNoMore();
    return true;
  }

  /** Its memory is gone, and its locks. */
  void dead() {
    folder.close();
    ledger.close();
  }

  /** The requests on the disk, whoever wrote them. */
  Map<Long, EntryName> onDisk() throws IOException {
    Map<Long, EntryName> found = new TreeMap<>();
    for (FileSteps.Listed file : disk.list(dir)) {
      EntryName name = EntryName.parse(file.name());
      if (name != null) {
        found.put(name.sequence(), name);
      }
    }
    return found;
  }

  CrashingFiles files() {
    return files;
  }

  SignalLedger ledger() {
    return ledger;
  }

  Spool spool() {
    return spool;
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
    if (folder != null) {
      dead();
    }
  }
}
