package dev.telltale.tools.chaos.cases;

import java.util.Comparator;

/** A2 comes before A10, and D3a before D3b. */
final class MatrixOrder {
  static final Comparator<ChaosCase> BY_ID =
      Comparator.comparing((ChaosCase one) -> one.id().substring(0, 1))
          .thenComparingInt(one -> number(one.id()))
          .thenComparing(ChaosCase::id);

  private MatrixOrder() {}

  private static int number(String id) {
    return Integer.parseInt(id.substring(1).replaceFirst("\\D.*", ""));
  }
}
