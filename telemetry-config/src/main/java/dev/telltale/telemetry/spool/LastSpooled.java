package dev.telltale.telemetry.spool;

import java.io.IOException;

/**
 * How many items the last process had spooled, as its own files say: a kill after one of them had
 * its name, and before the ledger had counted it, must not make its items both found and lost.
 */
final class LastSpooled {
  private static final int LOOKED_AT = 16; // one would do, were files never damaged

  private LastSpooled() {}

  /** 0 where nothing of it is on disk. */
  static long by(long epoch, Iterable<Entry> latestFirst, SpoolFolder folder) {
    long most = 0;
    long damaged = 0; // items that came after what can be read
    int looked = 0;
    for (Entry entry : latestFirst) {
      if (epoch == 0 || looked++ == LOOKED_AT) {
        break;
      }
      try {
        SpoolFile file = folder.read(entry.name);
        if (file.epoch() == epoch) {
          most = Math.max(most, file.spooled() + damaged);
        }
      } catch (CorruptFile | IOException e) {
        damaged += entry.name.items(); // whoever takes it says what is wrong with it
      }
    }
    return most;
  }
}
