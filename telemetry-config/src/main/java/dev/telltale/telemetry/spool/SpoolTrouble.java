package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;

/**
 * Is told what an operator should know of a spool. Called on the thread that found it, outside of
 * locks; {@link #dropped} may come many times a second, the others are changes of state or rare.
 */
public interface SpoolTrouble {
  /** Requests wait in memory from now on; {@code why} is {@code where: what was found}. */
  void inMemory(String why);

  /** Requests wait on disk again, those that waited in memory included. */
  void onDisk();

  /** {@code items} are lost; counted already. */
  void dropped(DropReason reason, long items);

  /**
   * A file is not sent from where it lay, it was put aside or can't be read now; {@code what} is
   * {@code where: what was found; what became of it}.
   */
  void keptAside(String what);
}
