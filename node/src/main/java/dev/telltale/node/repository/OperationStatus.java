package dev.telltale.node.repository;

import java.util.Locale;

/** How far an operation is. The last two are final. */
public enum OperationStatus {
  CREATED,
  IN_PROGRESS,
  COMPLETED,
  FAILED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isFinal() {
    return this == COMPLETED || this == FAILED;
  }
}
