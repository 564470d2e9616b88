package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Naive;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One row of the matrix: a fault, and what must hold in spite of it.
 *
 * <p>A case is a small class that has no state: it notes figures and what it found in its run, and
 * closes all it started. It is added to {@link Cases}.
 */
public interface ChaosCase {
  /** As in the matrix: "A1". */
  String id();

  /** The fault in a few words, for the table. */
  String fault();

  /** Whether it belongs to the quick set. */
  default boolean quick() {
    return false;
  }

  /** Whether the naive configuration can be run through it, and must lose. */
  default Control control() {
    return Control.NONE;
  }

  /** What is naive in the control. */
  default Naive naive() {
    return Naive.SDK;
  }

  /** Whether it mounts, drops packets or needs anything else that only root may do. */
  default boolean needsRoot() {
    return false;
  }

  /** What this machine lacks for it, in a sentence that says what to install; null for nothing. */
  default @Nullable String missing() {
    return null;
  }

  /** About how long it takes when nothing is shortened; for what is shown as left. */
  int seconds();

  /** Does it. An exception means that it could not be done, which is a failure too. */
  void run(CaseRun run) throws IOException;

  /** In which sets the control is run. */
  enum Control {
    NONE,
    FULL,
    QUICK
  }
}
