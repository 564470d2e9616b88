package dev.telltale.tools.chaos.cases;

import java.util.List;
import java.util.Optional;

/** All cases, in the order of the matrix. */
public final class Cases {
  private static final List<ChaosCase> ALL = List.of(new CollectorKilled());

  private Cases() {}

  public static List<ChaosCase> all() {
    return ALL;
  }

  public static List<ChaosCase> quick() {
    return ALL.stream().filter(ChaosCase::quick).toList();
  }

  public static Optional<ChaosCase> byId(String id) {
    return ALL.stream().filter(one -> one.id().equalsIgnoreCase(id)).findFirst();
  }
}
