package dev.telltale.tools.chaos.oracle;

/**
 * What a case may do to the items, and no more.
 *
 * @param countedLoss whether items may be lost if the ledger counts each of them
 * @param duplicates the share of the items that may arrive twice
 * @param crashes how often the process was killed
 */
public record Promise(boolean countedLoss, double duplicates, int crashes) {
  /** Everything arrives, once. */
  public static final Promise EVERYTHING_ONCE = new Promise(false, 0, 0);

  /**
   * Everything arrives; an answer was lost or the Collector died, so that one in 100 may come
   * twice.
   */
  public static final Promise EVERYTHING = new Promise(false, 0.01, 0);

  /** A cap was reached or a disk was full: what is lost is counted. */
  public static final Promise COUNTED = new Promise(true, 0.01, 0);

  /**
   * For a run with shorter faults: what comes twice is what was in flight when something ended,
   * which is as much then, of fewer items.
   */
  public Promise shortened() {
    return new Promise(countedLoss, duplicates * 6, crashes);
  }

  /** The process was killed {@code times} times. */
  public static Promise killed(int times) {
    return new Promise(true, 0.01, times);
  }
}
