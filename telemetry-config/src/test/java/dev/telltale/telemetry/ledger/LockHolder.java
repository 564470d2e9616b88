package dev.telltale.telemetry.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** Holds a lock until its input ends, or says why it can't. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    try (ProcessLock held = ProcessLock.take(Path.of(args[0]))) {
      System.out.println("held");
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
