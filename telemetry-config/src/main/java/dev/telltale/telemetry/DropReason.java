package dev.telltale.telemetry;

import java.util.Locale;

/** Why spans, log records or data points did not arrive and never will. */
public enum DropReason {
  /** More came than could be put away; nothing else was wrong. */
  QUEUE_FULL,
  /** The spool was as large as it may be: the oldest made room. */
  SPOOL_FULL,
  /** They waited for longer than they may. */
  TOO_OLD,
  /** The collector will never take them; where a request was refused it is kept aside. */
  REJECTED,
  /** What was read back from disk is not what was written; it is kept aside. */
  CORRUPT,
  /** The disk did not take them, and memory had no room. */
  WRITE_FAILED,
  /** They came while the service was closing. */
  SHUTDOWN,
  /** The last process died with them in memory. */
  CRASH;

  /** As it is written in messages and labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
