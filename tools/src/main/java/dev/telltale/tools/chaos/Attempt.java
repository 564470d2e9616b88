package dev.telltale.tools.chaos;

import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.cases.ChaosCase;
import org.jspecify.annotations.Nullable;

/**
 * A case to be run, or its control.
 *
 * @param control whether the naive configuration is run, which must lose
 */
record Attempt(ChaosCase chaosCase, boolean control) {
  /** As on the command line and in results: "A1" or "A1 control". */
  String name() {
    return control ? chaosCase.id() + " control" : chaosCase.id();
  }

  /** What is naive in it, null in a case itself. */
  @Nullable Naive naive() {
    return control ? chaosCase.naive() : null;
  }
}
