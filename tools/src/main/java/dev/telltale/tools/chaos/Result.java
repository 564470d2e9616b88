package dev.telltale.tools.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One finished run, as it stands in the results file.
 *
 * @param id of the case
 * @param shortened whether its faults were shorter than the matrix says
 * @param figures what was measured, by name
 * @param findings the promises that were not kept
 */
record Result(
    String id,
    boolean control,
    Verdict verdict,
    boolean shortened,
    Instant at,
    String commit,
    long seconds,
    Map<String, Object> figures,
    List<String> findings) {

  /** As {@link Attempt#name()}. */
  String name() {
    return control ? id + " control" : id;
  }
}
