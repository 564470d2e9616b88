package dev.telltale.telemetry.ledger;

import java.nio.file.Path;

/** Holds a lock until its input ends. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    try (ProcessLock held = ProcessLock.take(Path.of(args[0]))) {
      System.out.println("held");
      while (System.in.read() >= 0) {}
    }
  }
}
